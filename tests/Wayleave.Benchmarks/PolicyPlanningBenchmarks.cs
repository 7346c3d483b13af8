using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Wayleave.Planning;
using Wayleave.Policies;

namespace Wayleave.Benchmarks;

/// <summary>A dry run over a whole tier with a policy that was sent before: every planning stage, as a request passes them.</summary>
[MemoryDiagnoser]
public class PolicyPlanningBenchmarks : IAsyncDisposable
{
    private readonly List<ChatMessage> _messages = [new(ChatRole.System, "Answer briefly."), new(ChatRole.User, "Hello")];
    private RoutedChatOptions _ordered = null!;
    private RoutedChatOptions _filtered = null!;
    private RoutedChatOptions _drawn = null!;
    private ServiceProvider _services = null!;
    private WayleaveRouter _router = null!;

    [Params(20, 1_000)]
    public int Candidates { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _services = BenchmarkRouter.WithModels(Candidates);
        _router = _services.GetRequiredService<WayleaveRouter>();
        _ordered = With(Policy.Where(Field.MeetsRequest).OrderBy(Field.Number("price_out")));
        _filtered = With(Policy.Where(Field.MeetsRequest & Field.Number("price_out") <= 15).OrderBy(Field.Number("price_out")));
        _drawn = With(Policy.Where(Field.MeetsRequest & Field.Number("price_out") <= 15).SampleBy(Field.Number("price_out"), 0.5).Take(5));
    }

    [Benchmark(Baseline = true, Description = "all pass, argmax")]
    public Task<RoutePlan> Ordered() => _router.PlanAsync(_messages, _ordered);

    [Benchmark(Description = "half are dropped, argmax")]
    public Task<RoutePlan> Filtered() => _router.PlanAsync(_messages, _filtered);

    [Benchmark(Description = "half are dropped, five of a sample")]
    public Task<RoutePlan> Drawn() => _router.PlanAsync(_messages, _drawn);

    [GlobalCleanup]
    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private static RoutedChatOptions With(PolicyBuilder policy)
    {
        var options = BenchmarkRouter.Options(affinity: false);
        options.ModelId = "spread/*";
        options.Policy = policy.ToJson();
        return options;
    }
}
