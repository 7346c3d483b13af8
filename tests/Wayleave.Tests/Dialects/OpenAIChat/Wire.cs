using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Wayleave.Dialects;
using Wayleave.Dialects.OpenAIChat;

namespace Wayleave.Tests.Dialects.OpenAIChat;

/// <summary>The dialect's entry points over strings.</summary>
internal static class Wire
{
    public static ChatDialect Dialect => OpenAIChatDialect.Instance;

    public static OpenAIChatWireRequest Read(string body) => (OpenAIChatWireRequest)Dialect.ReadRequest(Encoding.UTF8.GetBytes(body));

    public static string Forward(WireRequest request, string model, IEnumerable<ChatMessage>? messages = null, RoutedChatOptions? options = null) =>
        Send(messages ?? request.Messages, options ?? (RoutedChatOptions)request.Options.Clone(), model, request.Streaming);

    public static string Send(IEnumerable<ChatMessage> messages, RoutedChatOptions options, string model = "m", bool streaming = false)
    {
        var output = new ArrayBufferWriter<byte>();
        Dialect.WriteRequest(output, new ProviderRequest(messages, options, model, streaming));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static ChatResponse ReadResponse(string body, bool keepRaw = false) => Dialect.ReadResponse(Encoding.UTF8.GetBytes(body), keepRaw);

    public static string WriteResponse(ChatResponse response)
    {
        var output = new ArrayBufferWriter<byte>();
        Dialect.WriteResponse(output, response, Read("""{"model":"m","messages":[{"role":"user","content":"x"}]}"""));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>Reads events as a provider sends them.</summary>
    public static List<ChatResponseUpdate> ReadStream(bool keepRaw, params IEnumerable<string> events)
    {
        var reader = Dialect.CreateStreamReader(keepRaw);
        var updates = new List<ChatResponseUpdate>();
        foreach (var data in events)
        {
            if (reader.Read("message", Encoding.UTF8.GetBytes(data)).Update is { } update)
            {
                updates.Add(update);
            }
        }

        return updates;
    }

    /// <summary>Writes updates as a caller receives them.</summary>
    public static string WriteStream(bool wantsUsage, IEnumerable<ChatResponseUpdate> updates)
    {
        var options = wantsUsage ? ""","stream_options":{"include_usage":true}""" : "";
        var request = Read($$"""{"model":"m","stream":true,"messages":[{"role":"user","content":"x"}]{{options}}}""");
        var output = new ArrayBufferWriter<byte>();
        var writer = Dialect.CreateStreamWriter(request);
        foreach (var update in updates)
        {
            writer.Write(output, update);
        }

        writer.Complete(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>Takes a stream apart into the data of its events.</summary>
    public static string[] Events(string stream)
    {
        Assert.EndsWith("\n\n", stream, StringComparison.Ordinal);
        return [.. stream[..^2].Split("\n\n").Select(e => string.Join('\n', e.Split('\n').Select(line =>
        {
            Assert.StartsWith("data: ", line, StringComparison.Ordinal);
            return line["data: ".Length..];
        })))];
    }

    public static void AssertSame(string expected, string actual) => JsonAssert.Same(expected, actual);
}
