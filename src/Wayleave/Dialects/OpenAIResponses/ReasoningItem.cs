using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>The raw representation of a thought: the item as the provider made it. Only a provider of this dialect can read it again.</summary>
internal sealed class ReasoningItem
{
    private readonly JsonElement _json;
    private readonly string _text;
    private readonly string? _sealed;

    private ReasoningItem(JsonElement json, string text, string? @sealed)
    {
        _json = json;
        _text = text;
        _sealed = @sealed;
    }

    /// <summary>Gets the item's id, or null.</summary>
    public string? Id => JsonText.Find(_json, "id"u8);

    /// <summary>Decodes an item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="withText">Whether its text comes along, or came before in pieces.</param>
    public static TextReasoningContent Decode(JsonElement item, bool withText = true)
    {
        var json = item.Clone();
        var text = withText ? TextOf(json) : "";
        var encrypted = JsonText.Find(json, "encrypted_content"u8);
        return new TextReasoningContent(text) { ProtectedData = encrypted, RawRepresentation = new ReasoningItem(json, text, encrypted) };
    }

    /// <summary>Writes the item, with the content's text in the place of its own where that was changed.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="content">The content.</param>
    /// <param name="withId">Whether the id and the status go along.</param>
    public void Write(Utf8JsonWriter writer, TextReasoningContent content, bool withId)
    {
        var isSame = content.Text == _text && content.ProtectedData == _sealed;
        if (isSame && withId)
        {
            HubJson.TryWritePlain(writer, _json);
            return;
        }

        writer.WriteStartObject();
        foreach (var property in _json.EnumerateObject())
        {
            var name = JsonText.ReadName(property);
            if (!(name is "id" or "status" && !withId) && (isSame || name is not ("summary" or "content" or "encrypted_content")))
            {
                writer.WritePropertyName(name);
                HubJson.TryWritePlain(writer, property.Value);
            }
        }

        if (!isSame)
        {
            WriteText(writer, content.Text, content.ProtectedData);
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes the members that hold a thought.</summary>
    public static void WriteText(Utf8JsonWriter writer, string? text, string? encrypted)
    {
        writer.WriteStartArray("summary"u8);
        if (!string.IsNullOrEmpty(text))
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "summary_text"u8);
            writer.WriteString("text"u8, text);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (encrypted is not null)
        {
            writer.WriteString("encrypted_content"u8, encrypted);
        }
    }

    // Content never becomes text by accident.
    public override string ToString() => nameof(ReasoningItem);

    private static string TextOf(JsonElement json)
    {
        var summary = Join(json, "summary"u8);
        return summary.Length > 0 ? summary : Join(json, "content"u8);
    }

    private static string Join(JsonElement json, ReadOnlySpan<byte> name)
    {
        List<string>? pieces = null;
        if (JsonText.TryFind(json, name, out var parts) && parts.ValueKind == JsonValueKind.Array)
        {
            foreach (var part in parts.EnumerateArray())
            {
                if (part.ValueKind == JsonValueKind.Object && JsonText.Find(part, "text"u8) is { } next && (pieces is not null || next.Length > 0))
                {
                    (pieces ??= []).Add(next);
                }
            }
        }

        return pieces is null ? "" : string.Join("\n\n", pieces);
    }
}
