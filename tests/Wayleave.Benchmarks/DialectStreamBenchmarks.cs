using System.Buffers;
using System.Text;
using BenchmarkDotNet.Attributes;
using Wayleave.Configuration;
using Wayleave.Dialects;

namespace Wayleave.Benchmarks;

/// <summary>One event in the middle of a stream, from each provider's dialect to each endpoint's: as it came where both are one, encoded elsewhere.</summary>
[MemoryDiagnoser]
public class DialectStreamBenchmarks
{
    private readonly ArrayBufferWriter<byte> _output = new(16 * 1024);
    private ResponseStreamReader _reader = null!;
    private ResponseStreamWriter _writer = null!;
    private string _type = "";
    private byte[] _data = [];

    [Params(DialectName.OpenAIChat, DialectName.OpenAIResponses, DialectName.AnthropicMessages, DialectName.Gemini)]
    public string From { get; set; } = "";

    [Params(DialectName.OpenAIChat, DialectName.OpenAIResponses, DialectName.AnthropicMessages)]
    public string To { get; set; } = "";

    // Writers note what they wrote, so every iteration is a stream of its own, longer than any real one.
    [IterationSetup]
    public void Begin()
    {
        var endpoint = (ChatDialect)CodecSubject.Find(To);
        var request = Encoding.UTF8.GetString(CodecSubject.Request(To, 300));
        _writer = endpoint.CreateStreamWriter(endpoint.ReadRequest(Encoding.UTF8.GetBytes($"{request[..^1]},\"stream\":true}}")));
        _reader = CodecSubject.Find(From).CreateStreamReader(keepRaw: From == To);
        foreach (var (type, data) in CodecSubject.Opening(From))
        {
            Write(type, data);
        }

        (_type, _data) = CodecSubject.Chunk(From);
    }

    [Benchmark(Description = "decode, encode", OperationsPerInvoke = 10_000)]
    public int Chunk()
    {
        for (var i = 0; i < 10_000; i++)
        {
            Write(_type, _data);
        }

        return _output.WrittenCount;
    }

    private void Write(string type, byte[] data)
    {
        _output.ResetWrittenCount();
        if (_reader.Read(type, data).Update is { } update)
        {
            _writer.Write(_output, update);
        }
    }
}
