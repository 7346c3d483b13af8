using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIChat;

/// <summary>Encodes the contents of an answer: the members of a message, or of a delta in a stream.</summary>
internal static class AnswerEncoder
{
    /// <summary>What the dialect has no word for.</summary>
    public static readonly AnswerLoss Loss = new(OpenAIChatDialect.Api, CanSay, AnnotationCodec.CanEncode);

    /// <summary>Writes the members that the contents make.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="contents">The contents.</param>
    /// <param name="isDelta">Whether the members are of a delta: absent ones are left out, tool calls are numbered.</param>
    /// <param name="firstCall">The number of the first tool call.</param>
    /// <param name="withCalls">Whether tool calls are written; not when the caller has had their fragments.</param>
    /// <returns>The number of tool calls written.</returns>
    public static int Write(Utf8JsonWriter writer, IEnumerable<AIContent> contents, bool isDelta, int firstCall = 0, bool withCalls = true)
    {
        TextPieces texts = default, refusals = default, thoughts = default;
        List<AIContent>? images = null;
        string? reasoningName = null;
        var calls = 0;
        foreach (var content in contents)
        {
            switch (content)
            {
                case TextContent part:
                    texts.Add(part.Text);
                    break;
                case TextReasoningContent part:
                    thoughts.Add(part.Text);
                    reasoningName = (part.RawRepresentation as ReasoningField)?.Name ?? reasoningName;
                    break;
                case ErrorContent error:
                    refusals.Add(error.Message);
                    break;
                case DataContent or UriContent when ImageCodec.IsImage(content):
                    (images ??= []).Add(content);
                    break;
                case FunctionCallContent { InformationalOnly: false } or { RawRepresentation: RawPart { IsToolCall: true } } when withCalls:
                    calls++;
                    break;
            }
        }

        var (text, refusal) = (texts.Text, refusals.Text);
        if (thoughts.Text is { Length: > 0 } reasoning)
        {
            writer.WriteString(reasoningName ?? ReasoningField.Content.Name, reasoning);
        }

        if (!isDelta && text is null && calls == 0 && refusal is null)
        {
            text = "";
        }

        WriteText(writer, "content"u8, text, isDelta);
        WriteText(writer, "refusal"u8, refusal, isDelta);
        if (calls > 0)
        {
            WriteCalls(writer, contents, isDelta, firstCall);
        }

        ImageCodec.Encode(writer, images);
        AnnotationCodec.Encode(writer, contents);
        return calls;
    }

    private static bool CanSay(AIContent content) =>
        content is TextContent or TextReasoningContent or ErrorContent or FunctionCallContent or { RawRepresentation: RawPart { IsToolCall: true } }
        || ImageCodec.IsImage(content);

    private static void WriteText(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? text, bool isDelta)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
        else if (!isDelta)
        {
            writer.WriteNull(name);
        }
    }

    private static void WriteCalls(Utf8JsonWriter writer, IEnumerable<AIContent> contents, bool isDelta, int firstCall)
    {
        writer.WriteStartArray("tool_calls"u8);
        foreach (var content in contents)
        {
            if (content is FunctionCallContent { InformationalOnly: false } call)
            {
                ToolCallCodec.Encode(writer, call, isDelta ? firstCall++ : null, withExtra: true);
            }
            else if (content.RawRepresentation is RawPart { IsToolCall: true } raw)
            {
                HubJson.TryWritePlain(writer, raw.Json);
                firstCall++;
            }
        }

        writer.WriteEndArray();
    }
}
