using System.Buffers;
using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Wayleave.Dialects;
using Wayleave.Dialects.OpenAI.Embeddings;
using Wayleave.Embeddings;

namespace Wayleave.Benchmarks;

/// <summary>Embeddings: the whole pipeline over a bare call, and the codec with an answer of eight vectors of 1536 numbers.</summary>
[MemoryDiagnoser]
public class EmbeddingBenchmarks : IAsyncDisposable
{
    private const int Inputs = 8;
    private const int Dimensions = 1536;

    private static readonly float[][] Vectors =
        [.. Enumerable.Range(0, Inputs).Select(static row => Enumerable.Range(0, Dimensions).Select(column => MathF.Sin((row * Dimensions) + column) / 40).ToArray())];

    private static readonly byte[] Floats = Answer(static vector => $"[{string.Join(',', vector.Select(static value => value.ToString(CultureInfo.InvariantCulture)))}]");
    private static readonly byte[] Base64 = Answer(static vector => $"\"{Convert.ToBase64String([.. vector.SelectMany(BitConverter.GetBytes)])}\"");

    private readonly StubGenerator _stub = new(Vectors[0]);
    private readonly string[] _texts = ["Hello"];
    private readonly RoutedEmbeddingOptions _options = new() { ModelId = "fast", Tenant = "acme", User = "u-42" };
    private readonly ArrayBufferWriter<byte> _output = new(1024 * 1024);
    private readonly RoutingTrace _trace = new("t", "fast", 1);
    private readonly EmbeddingCall _inProcess = new([.. Enumerable.Repeat("Hello", Inputs)], new RoutedEmbeddingOptions());
    private readonly EmbeddingCall _wireFloats = Wire("float");
    private readonly EmbeddingCall _wireBase64 = Wire("base64");
    private ServiceProvider _services = null!;
    private WayleaveEmbeddingGenerator _generator = null!;

    [GlobalSetup]
    public void Setup()
    {
        _services = BenchmarkRouter.InFrontOf(_stub);
        _generator = _services.GetRequiredService<WayleaveEmbeddingGenerator>();
    }

    [Benchmark(Baseline = true, Description = "the generator alone")]
    public Task<GeneratedEmbeddings<Embedding<float>>> Stub() => _stub.GenerateAsync(_texts, _options);

    [Benchmark(Description = "through the pipeline")]
    public Task<GeneratedEmbeddings<Embedding<float>>> Pipeline() => _generator.GenerateAsync(_texts, _options);

    [Benchmark(Description = "request: scan, splice")]
    public int Request()
    {
        _output.ResetWrittenCount();
        var call = Wire("base64");
        OpenAIEmbeddingCodec.Instance.WriteRequest(_output, new ProviderRequest([], new RoutedChatOptions(), "upstream", Streaming: false), call);
        return _output.WrittenCount;
    }

    [Benchmark(Description = "answer, float: check, pass on")]
    public int PassOnFloats() => PassOn(Floats, _wireFloats);

    [Benchmark(Description = "answer, base64: check, pass on")]
    public int PassOnBase64() => PassOn(Base64, _wireBase64);

    [Benchmark(Description = "answer, float to base64")]
    public int Translate() => PassOn(Floats, _wireBase64);

    [Benchmark(Description = "answer, float: decode")]
    public object DecodeFloats() => OpenAIEmbeddingCodec.Instance.ReadAnswer(Floats, _inProcess);

    [GlobalCleanup]
    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private int PassOn(byte[] body, EmbeddingCall call)
    {
        _output.ResetWrittenCount();
        ResponseEncoder.Write(_output, OpenAIEmbeddingCodec.Instance.ReadAnswer(body, call), call.Wire!.Encoding, _trace);
        return _output.WrittenCount;
    }

    private static EmbeddingCall Wire(string format) => new(OpenAIEmbeddingCodec.ReadRequest(Encoding.UTF8.GetBytes(
        $$"""{"model":"fast","encoding_format":"{{format}}","input":[{{string.Join(',', Enumerable.Repeat("\"Hello\"", Inputs))}}]}""")));

    private static byte[] Answer(Func<float[], string> encode)
    {
        var items = Vectors.Select((vector, index) => $"{{\"object\":\"embedding\",\"index\":{index},\"embedding\":{encode(vector)}}}");
        return Encoding.UTF8.GetBytes($"{{\"object\":\"list\",\"data\":[{string.Join(',', items)}],\"model\":\"m\",\"usage\":{{\"prompt_tokens\":60,\"total_tokens\":60}}}}");
    }
}
