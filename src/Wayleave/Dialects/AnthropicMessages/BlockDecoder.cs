using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>Decodes content blocks, of requests and of answers. A block that the hub cannot say, or not whole, stays raw.</summary>
/// <remarks>
/// Thinking becomes reasoning with its signature as protected data. Redacted thinking has no text, its data as protected data,
/// and the additional property <see cref="Redacted"/>. Unknown members become additional properties, as <see cref="JsonElement"/>.
/// </remarks>
internal static class BlockDecoder
{
    /// <summary>The additional property that tells redacted thinking from thinking whose text was left out.</summary>
    public const string Redacted = "redacted_thinking";

    /// <summary>Decodes a text, or an array of blocks.</summary>
    public static void DecodeContent(JsonElement content, IList<AIContent> target)
    {
        if (content.ValueKind == JsonValueKind.String)
        {
            target.Add(new TextContent(JsonText.Read(content)));
        }
        else if (content.ValueKind == JsonValueKind.Array)
        {
            foreach (var block in content.EnumerateArray())
            {
                target.Add(Decode(block));
            }
        }
    }

    public static AIContent Decode(JsonElement block)
    {
        if (block.ValueKind != JsonValueKind.Object)
        {
            return RawBlock.Wrap(block);
        }

        return JsonText.Find(block, "type"u8) switch
        {
            "text" when JsonText.Find(block, "text"u8) is { } text => DecodeText(block, text),
            "thinking" when JsonText.Find(block, "thinking"u8) is { } text => DecodeThinking(block, text),
            "redacted_thinking" when JsonText.Find(block, "data"u8) is { } data => Keep(MakeRedacted(data), block, "data"),
            "tool_use" when JsonText.Find(block, "name"u8) is { } name => Keep(
                RawArguments.Parse(JsonText.Find(block, "id"u8) ?? "", name, Raw(block, "input"u8)), block, "id", "name", "input"),
            "tool_result" when JsonText.Find(block, "tool_use_id"u8) is { } id => DecodeResult(block, id),
            "image" when SourceDecoder.Decode(block, isImage: true) is { } image => Keep(image, block, "source"),
            "document" when SourceDecoder.Decode(block, isImage: false) is { } file => Keep(file, block, "source", file is UriContent ? "source" : "title"),
            _ => RawBlock.Wrap(block),
        };
    }

    public static TextReasoningContent MakeRedacted(string data) => new("")
    {
        ProtectedData = data,
        AdditionalProperties = new() { [Redacted] = true },
    };

    private static TextContent DecodeText(JsonElement block, string text)
    {
        var content = new TextContent(text);
        Keep(content, block, "text", "citations");
        if (JsonText.TryFind(block, "citations"u8, out var citations) && citations.ValueKind == JsonValueKind.Array)
        {
            CitationCodec.Decode(citations, content);
        }

        return content;
    }

    private static AIContent DecodeThinking(JsonElement block, string text)
    {
        var signature = JsonText.Find(block, "signature"u8);
        return Keep(new TextReasoningContent(text) { ProtectedData = string.IsNullOrEmpty(signature) ? null : signature }, block, "thinking", "signature");
    }

    private static AIContent DecodeResult(JsonElement block, string id)
    {
        object? result = null;
        if (JsonText.TryFind(block, "content"u8, out var content))
        {
            if (content.ValueKind == JsonValueKind.String)
            {
                result = JsonText.Read(content);
            }
            else if (content.ValueKind == JsonValueKind.Array)
            {
                var contents = new List<AIContent>();
                DecodeContent(content, contents);
                result = contents;
            }
        }

        return Keep(new FunctionResultContent(id, result), block, "tool_use_id", "content");
    }

    private static string Raw(JsonElement block, ReadOnlySpan<byte> name) =>
        JsonText.TryFind(block, name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetRawText() : "";

    private static AIContent Keep(AIContent content, JsonElement block, params ReadOnlySpan<string> known)
    {
        foreach (var property in block.EnumerateObject())
        {
            var name = JsonText.ReadName(property);
            if (name != "type" && !known.Contains(name))
            {
                (content.AdditionalProperties ??= [])[name] = property.Value.Clone();
            }
        }

        return content;
    }
}
