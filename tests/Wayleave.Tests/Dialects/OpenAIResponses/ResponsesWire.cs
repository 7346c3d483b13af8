using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Wayleave.Dialects;
using Wayleave.Dialects.OpenAIResponses;

namespace Wayleave.Tests.Dialects.OpenAIResponses;

/// <summary>The dialect's entry points over strings.</summary>
internal static class ResponsesWire
{
    public const string Minimal = """{"model":"m","input":"x"}""";

    public static ChatDialect Dialect => OpenAIResponsesDialect.Instance;

    public static OpenAIResponsesWireRequest Read(string body) => (OpenAIResponsesWireRequest)Dialect.ReadRequest(Encoding.UTF8.GetBytes(body));

    public static string Forward(WireRequest request, string model = "up", IEnumerable<ChatMessage>? messages = null, RoutedChatOptions? options = null) =>
        Send(messages ?? request.Messages, options ?? (RoutedChatOptions)request.Options.Clone(), model, request.Streaming);

    public static string Send(IEnumerable<ChatMessage> messages, RoutedChatOptions? options = null, string model = "up", bool streaming = false, ProviderDialect? to = null)
    {
        var output = new ArrayBufferWriter<byte>();
        (to ?? Dialect).WriteRequest(output, new ProviderRequest(messages, options ?? new RoutedChatOptions(), model, streaming));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static JsonElement SendJson(IEnumerable<ChatMessage> messages, RoutedChatOptions? options = null, ProviderDialect? to = null) =>
        JsonElement.Parse(Send(messages, options, to: to));

    public static ChatResponse ReadResponse(string body, bool keepRaw = false) => Dialect.ReadResponse(Encoding.UTF8.GetBytes(body), keepRaw);

    public static string WriteResponse(ChatResponse response, string request = Minimal)
    {
        var output = new ArrayBufferWriter<byte>();
        Dialect.WriteResponse(output, response, Read(request));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>Reads events as a provider sends them: the data of each, its type within.</summary>
    public static List<ChatResponseUpdate> ReadStream(bool keepRaw, params IEnumerable<string> events)
    {
        var reader = Dialect.CreateStreamReader(keepRaw);
        var updates = new List<ChatResponseUpdate>();
        foreach (var data in events)
        {
            var type = JsonElement.Parse(data).GetProperty("type").GetString()!;
            if (reader.Read(type, Encoding.UTF8.GetBytes(data)).Update is { } update)
            {
                updates.Add(update);
            }
        }

        return updates;
    }

    /// <summary>Writes updates as a caller receives them.</summary>
    public static string WriteStream(IEnumerable<ChatResponseUpdate> updates, string request = Minimal)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = Dialect.CreateStreamWriter(Read(request));
        foreach (var update in updates)
        {
            writer.Write(output, update);
        }

        writer.Complete(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>Takes a stream apart into the data of its events, each announced by its type.</summary>
    public static string[] Events(string stream)
    {
        Assert.EndsWith("\n\n", stream, StringComparison.Ordinal);
        return [.. stream[..^2].Split("\n\n").Select(text =>
        {
            var lines = text.Split('\n');
            Assert.StartsWith("event: ", lines[0], StringComparison.Ordinal);
            Assert.All(lines[1..], line => Assert.StartsWith("data: ", line, StringComparison.Ordinal));
            var data = string.Join('\n', lines[1..].Select(line => line["data: ".Length..]));
            Assert.Equal(lines[0]["event: ".Length..], JsonElement.Parse(data).GetProperty("type").GetString());
            return data;
        })];
    }

    public static JsonElement[] JsonEvents(string stream) => [.. Events(stream).Select(data => JsonElement.Parse(data))];

    public static string[] Types(IEnumerable<JsonElement> events) => [.. events.Select(e => e.GetProperty("type").GetString()!)];

    public static void AssertSame(string expected, string actual) => Assert.True(
        JsonElement.DeepEquals(JsonElement.Parse(expected), JsonElement.Parse(actual)), $"expected {expected}\nactual   {actual}");
}
