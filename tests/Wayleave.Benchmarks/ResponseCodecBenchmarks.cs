using System.Buffers;
using BenchmarkDotNet.Attributes;
using Wayleave.Dialects;
using Wayleave.Dialects.OpenAIChat;

namespace Wayleave.Benchmarks;

/// <summary>Decode and encode of a complete answer, and of an error.</summary>
[MemoryDiagnoser]
public class ResponseCodecBenchmarks
{
    private readonly ArrayBufferWriter<byte> _output = new(16 * 1024);
    private readonly WireRequest _request = OpenAIChatDialect.Instance.ReadRequest(WireBodies.Request(300));
    private readonly RouteException _error = new(RouteErrorCode.RateLimited, FaultOrigin.Provider, "'cheap/gpt-5.4' at provider 'openai' is rate limited.");

    [Benchmark(Baseline = true, Description = "answer: decode, pass on")]
    public int PassOn() => Answer(keepRaw: true);

    [Benchmark(Description = "answer: decode, encode anew")]
    public int Encode() => Answer(keepRaw: false);

    [Benchmark(Description = "error: decode")]
    public object DecodeError() => OpenAIChatDialect.Instance.ReadError(429, WireBodies.RateLimited);

    [Benchmark(Description = "error: encode")]
    public int EncodeError()
    {
        _output.ResetWrittenCount();
        OpenAIChatDialect.Instance.WriteError(_output, _error);
        return _output.WrittenCount;
    }

    private int Answer(bool keepRaw)
    {
        _output.ResetWrittenCount();
        var response = OpenAIChatDialect.Instance.ReadResponse(WireBodies.Completion, keepRaw);
        OpenAIChatDialect.Instance.WriteResponse(_output, response, _request);
        return _output.WrittenCount;
    }
}
