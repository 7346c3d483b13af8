using System.Buffers;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;
using Wayleave.Configuration;
using Wayleave.Dialects;

namespace Wayleave.Benchmarks;

/// <summary>A request from each endpoint's dialect to each provider's, after somebody looked at its messages: nothing is spliced.</summary>
[MemoryDiagnoser]
public class DialectRequestBenchmarks
{
    private readonly ArrayBufferWriter<byte> _output = new(256 * 1024);
    private ChatDialect _endpoint = null!;
    private ProviderDialect _provider = null!;
    private byte[] _body = [];

    [Params(300, 32 * 1024)]
    public int Bytes { get; set; }

    [Params(DialectName.OpenAIChat, DialectName.OpenAIResponses, DialectName.AnthropicMessages)]
    public string From { get; set; } = "";

    [Params(DialectName.OpenAIChat, DialectName.OpenAIResponses, DialectName.AnthropicMessages, DialectName.Gemini)]
    public string To { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _endpoint = (ChatDialect)CodecSubject.Find(From);
        _provider = CodecSubject.Find(To);
        _body = CodecSubject.Request(From, Bytes);
    }

    [Benchmark(Description = "decode, encode")]
    public int Translate()
    {
        _output.ResetWrittenCount();
        var wire = _endpoint.ReadRequest(_body);
        var messages = new List<ChatMessage>(wire.Messages);
        _provider.WriteRequest(_output, new ProviderRequest(messages, wire.Options, "model", false));
        return _output.WrittenCount;
    }
}
