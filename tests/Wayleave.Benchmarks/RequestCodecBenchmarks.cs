using System.Buffers;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;
using Wayleave.Dialects;
using Wayleave.Dialects.OpenAIChat;

namespace Wayleave.Benchmarks;

/// <summary>Decode and encode of a request: the caller's bytes passed on with another model name, or written anew.</summary>
[MemoryDiagnoser]
public class RequestCodecBenchmarks
{
    private readonly ArrayBufferWriter<byte> _output = new(256 * 1024);
    private byte[] _body = [];

    [Params(300, 32 * 1024)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void Setup() => _body = WireBodies.Request(Bytes);

    [Benchmark(Baseline = true, Description = "decode")]
    public object Decode() => OpenAIChatDialect.Instance.ReadRequest(_body);

    [Benchmark(Description = "decode, splice")]
    public int Splice()
    {
        _output.ResetWrittenCount();
        var wire = OpenAIChatDialect.Instance.ReadRequest(_body);
        OpenAIChatDialect.Instance.WriteRequest(_output, new ProviderRequest(wire.Messages, wire.Options, "gpt-5.4", false));
        return _output.WrittenCount;
    }

    [Benchmark(Description = "decode, encode anew")]
    public int Encode()
    {
        _output.ResetWrittenCount();
        var wire = OpenAIChatDialect.Instance.ReadRequest(_body);

        // As a middleware does that looks at the messages: a list of its own, so the bytes may not be passed on.
        var messages = new List<ChatMessage>(wire.Messages);
        OpenAIChatDialect.Instance.WriteRequest(_output, new ProviderRequest(messages, wire.Options, "gpt-5.4", false));
        return _output.WrittenCount;
    }
}
