using System.Buffers;
using System.Text;
using Microsoft.Extensions.AI;
using Wayleave.Dialects;
using Wayleave.Dialects.AnthropicMessages;

namespace Wayleave.Tests.Dialects.AnthropicMessages;

/// <summary>The dialect's entry points over strings.</summary>
internal static class Wire
{
    public const string Adaptive = "2026-10-21";

    public static ChatDialect Dialect => AnthropicMessagesDialect.Instance;

    public static AnthropicWireRequest Read(string body) => (AnthropicWireRequest)Dialect.ReadRequest(Encoding.UTF8.GetBytes(body));

    public static RouteException Refused(string body) => Assert.Throws<RouteException>(() => Read(body));

    /// <summary>Reads a request with these messages.</summary>
    public static AnthropicWireRequest ReadMessages(string messages, string more = "") =>
        Read($$"""{"model":"m","max_tokens":100,"messages":{{messages}}{{more}}}""");

    public static string Forward(WireRequest request, IEnumerable<ChatMessage>? messages = null, RoutedChatOptions? options = null, string model = "up", string? version = null) =>
        Send(messages ?? request.Messages, options ?? (RoutedChatOptions)request.Options.Clone(), model, request.Streaming, version);

    public static string Send(
        IEnumerable<ChatMessage> messages, RoutedChatOptions options, string model = "up", bool streaming = false, string? version = null, int? maxOutputTokens = null)
    {
        var output = new ArrayBufferWriter<byte>();
        Dialect.WriteRequest(output, new ProviderRequest(messages, options, model, streaming) { ApiVersion = version, MaxOutputTokens = maxOutputTokens });
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static ChatResponse ReadResponse(string body, bool keepRaw = false) => Dialect.ReadResponse(Encoding.UTF8.GetBytes(body), keepRaw);

    public static string WriteResponse(ChatResponse response)
    {
        var output = new ArrayBufferWriter<byte>();
        Dialect.WriteResponse(output, response, ReadMessages("""[{"role":"user","content":"x"}]"""));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>Reads events as a provider sends them. Types are read inside the data, but for one that nobody knows.</summary>
    public static List<ChatResponseUpdate> ReadStream(bool keepRaw, params IEnumerable<string> events)
    {
        var reader = Dialect.CreateStreamReader(keepRaw);
        var updates = new List<ChatResponseUpdate>();
        foreach (var data in events)
        {
            if (reader.Read(data.Contains("\"new_event\"", StringComparison.Ordinal) ? "new_event" : "message", Encoding.UTF8.GetBytes(data)).Update is { } update)
            {
                updates.Add(update);
            }
        }

        return updates;
    }

    /// <summary>Writes updates as a caller receives them.</summary>
    public static string WriteStream(IEnumerable<ChatResponseUpdate> updates)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = Dialect.CreateStreamWriter(ReadMessages("""[{"role":"user","content":"x"}]"""));
        foreach (var update in updates)
        {
            writer.Write(output, update);
        }

        writer.Complete(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>Frames events as a provider sends them.</summary>
    public static string Frame(IEnumerable<string> events) =>
        string.Concat(events.Select(data => $"event: {System.Text.Json.JsonElement.Parse(data).GetProperty("type").GetString()}\ndata: {data}\n\n"));

    /// <summary>Takes a stream apart into types and data.</summary>
    public static (string Type, string Data)[] Events(string stream)
    {
        Assert.EndsWith("\n\n", stream, StringComparison.Ordinal);
        return [.. stream[..^2].Split("\n\n").Select(text =>
        {
            var lines = text.Split('\n');
            Assert.StartsWith("event: ", lines[0], StringComparison.Ordinal);
            Assert.All(lines[1..], line => Assert.StartsWith("data: ", line, StringComparison.Ordinal));
            return (lines[0]["event: ".Length..], string.Join('\n', lines[1..].Select(line => line["data: ".Length..])));
        })];
    }
}
