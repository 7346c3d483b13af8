using System.Text;
using System.Text.Json;

namespace Wayleave.Testing;

/// <summary>What the provider's own answer needs to know of a Chat Completions request; lenient, as a scripted reply answers anything.</summary>
internal sealed record ChatRequestView
{
    /// <summary>Gets whether the body is a JSON object with an array of messages.</summary>
    public bool IsChat { get; private init; }

    public string Model { get; private init; } = "scripted-model";

    public bool IncludeUsage { get; private init; }

    public string LastUserText { get; private init; } = "";

    /// <summary>Gets the UTF-8 bytes of text in all messages.</summary>
    public int PromptBytes { get; private init; }

    /// <summary>Gets the schema that the answer must satisfy; undefined when none is asked for.</summary>
    public JsonElement Schema { get; private init; }

    /// <summary>Gets whether any JSON object is asked for.</summary>
    public bool JsonObject { get; private init; }

    public static ChatRequestView Of(ScriptedRequest request)
    {
        if (!request.TryGetJson(out var json) || json.ValueKind != JsonValueKind.Object)
        {
            return new ChatRequestView();
        }

        var format = Member(json, "response_format");
        var view = new ChatRequestView
        {
            Model = request.Model ?? "scripted-model",
            IncludeUsage = Member(Member(json, "stream_options"), "include_usage").ValueKind == JsonValueKind.True,
            Schema = Member(Member(format, "json_schema"), "schema"),
            JsonObject = Member(format, "type") is { ValueKind: JsonValueKind.String } type && type.ValueEquals("json_object"),
        };
        return Member(json, "messages") is { ValueKind: JsonValueKind.Array } messages ? view.WithMessages(messages) : view;
    }

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    private static string TextOf(JsonElement content)
    {
        if (content.ValueKind == JsonValueKind.String)
        {
            return content.GetString()!;
        }

        if (content.ValueKind != JsonValueKind.Array)
        {
            return "";
        }

        var text = new StringBuilder();
        foreach (var part in content.EnumerateArray())
        {
            if (Member(part, "text") is { ValueKind: JsonValueKind.String } piece)
            {
                text.Append(piece.GetString());
            }
        }

        return text.ToString();
    }

    private ChatRequestView WithMessages(JsonElement messages)
    {
        var bytes = 0;
        var lastUserText = "";
        foreach (var message in messages.EnumerateArray())
        {
            var text = TextOf(Member(message, "content"));
            bytes += Encoding.UTF8.GetByteCount(text);
            if (Member(message, "role") is { ValueKind: JsonValueKind.String } role && role.ValueEquals("user"))
            {
                lastUserText = text;
            }
        }

        return this with { IsChat = true, PromptBytes = bytes, LastUserText = lastUserText };
    }
}
