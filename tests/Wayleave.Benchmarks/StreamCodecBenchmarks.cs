using System.Buffers;
using BenchmarkDotNet.Attributes;
using Wayleave.Dialects;
using Wayleave.Dialects.OpenAIChat;

namespace Wayleave.Benchmarks;

/// <summary>Decode and encode of one chunk in the middle of a stream.</summary>
[MemoryDiagnoser]
public class StreamCodecBenchmarks
{
    private readonly ArrayBufferWriter<byte> _output = new(16 * 1024);
    private readonly WireRequest _request = OpenAIChatDialect.Instance.ReadRequest(WireBodies.Request(300, stream: true));
    private ResponseStreamReader _keeping = null!;
    private ResponseStreamReader _forgetting = null!;
    private ResponseStreamWriter _passing = null!;
    private ResponseStreamWriter _encoding = null!;

    [GlobalSetup]
    public void Setup()
    {
        _keeping = OpenAIChatDialect.Instance.CreateStreamReader(keepRaw: true);
        _forgetting = OpenAIChatDialect.Instance.CreateStreamReader(keepRaw: false);
        _passing = OpenAIChatDialect.Instance.CreateStreamWriter(_request);
        _encoding = OpenAIChatDialect.Instance.CreateStreamWriter(_request);
    }

    [Benchmark(Baseline = true, Description = "chunk: decode, pass on")]
    public int PassOn() => Chunk(_keeping, _passing);

    [Benchmark(Description = "chunk: decode, encode anew")]
    public int Encode() => Chunk(_forgetting, _encoding);

    private int Chunk(ResponseStreamReader reader, ResponseStreamWriter writer)
    {
        _output.ResetWrittenCount();
        writer.Write(_output, reader.Read("message", WireBodies.Chunk).Update!);
        return _output.WrittenCount;
    }
}
