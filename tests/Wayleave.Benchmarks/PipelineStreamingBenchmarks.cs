using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Wayleave.Benchmarks;

/// <summary>The whole pipeline under a stream of updates that are there already; the difference between two lengths is the share of a chunk.</summary>
[MemoryDiagnoser]
public class PipelineStreamingBenchmarks : IAsyncDisposable
{
    private readonly List<ChatMessage> _messages = [new(ChatRole.System, "Answer briefly."), new(ChatRole.User, "Hello")];
    private readonly RoutedChatOptions _options = BenchmarkRouter.Options();
    private StubChatClient _stub = null!;
    private ServiceProvider _services = null!;
    private WayleaveRouter _router = null!;

    [Params(64, 200)]
    public int Chunks { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _stub = new StubChatClient(Chunks);
        _services = BenchmarkRouter.InFrontOf(_stub);
        _router = _services.GetRequiredService<WayleaveRouter>();
    }

    [Benchmark(Baseline = true, Description = "the deployment alone")]
    public Task<int> Stub() => CountAsync(_stub);

    [Benchmark(Description = "through the pipeline")]
    public Task<int> Router() => CountAsync(_router);

    [GlobalCleanup]
    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private async Task<int> CountAsync(IChatClient client)
    {
        var count = 0;
        await foreach (var update in client.GetStreamingResponseAsync(_messages, _options))
        {
            count += update.Contents.Count;
        }

        return count;
    }
}
