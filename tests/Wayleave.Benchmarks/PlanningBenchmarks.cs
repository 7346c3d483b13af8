using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Wayleave.Planning;

namespace Wayleave.Benchmarks;

/// <summary>A dry run: the planning stages alone, without a policy.</summary>
[MemoryDiagnoser]
public class PlanningBenchmarks : IAsyncDisposable
{
    private readonly List<ChatMessage> _messages = [new(ChatRole.System, "Answer briefly."), new(ChatRole.User, "Hello")];
    private RoutedChatOptions _options = null!;
    private ServiceProvider _services = null!;
    private WayleaveRouter _router = null!;

    [Params(1, 20)]
    public int Candidates { get; set; }

    [Params(false, true)]
    public bool Affinity { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _options = BenchmarkRouter.Options(Affinity);
        _services = BenchmarkRouter.WithCandidates(Candidates);
        _router = _services.GetRequiredService<WayleaveRouter>();
    }

    [Benchmark]
    public Task<RoutePlan> Plan() => _router.PlanAsync(_messages, _options);

    [GlobalCleanup]
    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
