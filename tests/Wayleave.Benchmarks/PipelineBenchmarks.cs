using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Wayleave.Benchmarks;

/// <summary>The whole pipeline in process over a bare call to the same deployment.</summary>
[MemoryDiagnoser]
public class PipelineBenchmarks : IAsyncDisposable
{
    private readonly List<ChatMessage> _messages = [new(ChatRole.System, "Answer briefly."), new(ChatRole.User, "Hello")];
    private readonly RoutedChatOptions _options = BenchmarkRouter.Options();
    private readonly StubChatClient _stub = new(chunks: 0);
    private ServiceProvider _services = null!;
    private WayleaveRouter _router = null!;

    [GlobalSetup]
    public void Setup()
    {
        _services = BenchmarkRouter.InFrontOf(_stub);
        _router = _services.GetRequiredService<WayleaveRouter>();
    }

    [Benchmark(Baseline = true, Description = "the deployment alone")]
    public Task<ChatResponse> Stub() => _stub.GetResponseAsync(_messages, _options);

    [Benchmark(Description = "through the pipeline")]
    public Task<ChatResponse> Router() => _router.GetResponseAsync(_messages, _options);

    [GlobalCleanup]
    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
