using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Wayleave.Dialects;
using Wayleave.Dialects.Gemini;
using Wayleave.Dialects.OpenAIChat;
using Wayleave.Tests.Providers;

namespace Wayleave.Tests.Dialects.Gemini;

/// <summary>The dialect's entry points over strings.</summary>
internal static class GeminiWire
{
    public const string Model = "gemini-2.5-flash";

    public static GeminiDialect Dialect => GeminiDialect.Instance;

    public static string Send(IEnumerable<ChatMessage> messages, RoutedChatOptions? options = null, string model = Model, bool streaming = false)
    {
        var output = new ArrayBufferWriter<byte>();
        Dialect.WriteRequest(output, new ProviderRequest(messages, options ?? new RoutedChatOptions(), model, streaming));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static string Ask(RoutedChatOptions options, string model = Model, bool streaming = false) =>
        Send([new ChatMessage(ChatRole.User, "q")], options, model, streaming);

    /// <summary>Sends a Chat Completions request as its endpoint decodes it.</summary>
    public static string Forward(string body, string model = Model) => Forward(body, model, out _);

    public static string Forward(string body, string model, out IReadOnlyList<string> dropped)
    {
        using var rig = new ProviderRig(new Uri("http://localhost:1"));
        var request = OpenAIChatDialect.Instance.ReadRequest(Encoding.UTF8.GetBytes(body));
        var options = (RoutedChatOptions)request.Options.Clone();
        options.Context = rig.Options.Context;
        var sent = Send(request.Messages, options, model, request.Streaming);
        dropped = options.Context!.Trace.DroppedFields;
        return sent;
    }

    public static ChatResponse Read(string body) => Dialect.ReadResponse(Encoding.UTF8.GetBytes(body), keepRaw: false);

    /// <summary>Reads events as a provider sends them, and the end of the stream behind them.</summary>
    public static List<ChatResponseUpdate> ReadStream(IEnumerable<string> events, out bool mayEnd)
    {
        var reader = Dialect.CreateStreamReader(keepRaw: false);
        var updates = new List<ChatResponseUpdate>();
        foreach (var data in events)
        {
            if (reader.Read("message", Encoding.UTF8.GetBytes(data)).Update is { } update)
            {
                updates.Add(update);
            }
        }

        var end = reader.ReadEnd();
        mayEnd = end.IsTerminal;
        if (end.Update is { } last)
        {
            updates.Add(last);
        }

        return updates;
    }

    /// <summary>Reads an answer whole, or as a stream of one event.</summary>
    public static ChatResponse Read(string body, bool streaming)
    {
        if (!streaming)
        {
            return Read(body);
        }

        var response = ReadStream([body], out var mayEnd).ToChatResponse();
        Assert.True(mayEnd);
        return response;
    }

    public static void AssertSame(string expected, string actual) => Assert.True(
        JsonElement.DeepEquals(JsonElement.Parse(expected), JsonElement.Parse(actual)), $"expected {expected}\nactual   {actual}");
}
