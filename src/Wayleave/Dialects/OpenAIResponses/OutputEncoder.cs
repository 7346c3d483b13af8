using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Wayleave.Dialects.AnthropicMessages;

namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>Writes the items of an answer.</summary>
internal static class OutputEncoder
{
    /// <summary>What the dialect has no word for.</summary>
    public static readonly AnswerLoss Loss = new(OpenAIResponsesDialect.Api, CanSay, AnnotationCodec.CanEncode);

    /// <summary>Writes the items that contents make, as elements of an array.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="contents">The contents.</param>
    /// <param name="responseId">The answer's id.</param>
    /// <param name="status">The status of messages.</param>
    /// <param name="withExtra">Whether members that the hub has no property for go along; they are of this dialect.</param>
    /// <param name="withSeals">Whether the caller wants the seals of thoughts.</param>
    public static void Write(Utf8JsonWriter writer, IEnumerable<AIContent> contents, string? responseId, string status, bool withExtra, bool withSeals)
    {
        var index = 0;
        var parts = new List<AIContent>();
        var thoughts = new List<TextReasoningContent>();
        ItemShell? current = null;
        foreach (var content in contents)
        {
            if (content is TextReasoningContent thought)
            {
                FlushParts();
                if (thought.RawRepresentation is ReasoningItem || (thoughts is [.., var last] && (last.RawRepresentation is ReasoningItem || SealFor(last) is not null)))
                {
                    FlushThoughts();
                }

                thoughts.Add(thought);
                continue;
            }

            if (content is FunctionCallContent { InformationalOnly: false } or RawItemContent { IsItem: true } || ImageItem.IsImage(content))
            {
                FlushParts();
                FlushThoughts();
                WriteSingle(writer, content, responseId, index++, withExtra);
            }
            else if (content is TextContent or ErrorContent or RawItemContent)
            {
                FlushThoughts();
                var owner = (content is RawItemContent raw ? raw.Shell : content.RawRepresentation as ItemShell) ?? current;
                if (!ReferenceEquals(owner, current))
                {
                    FlushParts();
                }

                current = owner;
                parts.Add(content);
            }
        }

        FlushParts();
        FlushThoughts();

        void FlushParts()
        {
            if (parts.Count > 0)
            {
                WriteMessage(writer, current?.Id ?? MadeIds.Make("msg", responseId, index), status, Merge(parts), current);
                index++;
                parts.Clear();
            }

            current = null;
        }

        void FlushThoughts()
        {
            if (thoughts.Count > 0)
            {
                WriteThought(writer, thoughts, responseId, index++, withSeals);
                thoughts.Clear();
            }
        }
    }

    /// <summary>Writes a call.</summary>
    public static void WriteCall(Utf8JsonWriter writer, string id, FunctionCallContent call, string arguments, string status, bool withExtra)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, id);
        writer.WriteString("type"u8, "function_call"u8);
        writer.WriteString("status"u8, status);
        writer.WriteString("arguments"u8, arguments);
        writer.WriteString("call_id"u8, call.CallId);
        writer.WriteString("name"u8, call.Name);
        if (withExtra)
        {
            ExtraFields.Write(writer, call.AdditionalProperties, [], "id", "type", "status", "arguments", "call_id", "name");
        }

        writer.WriteEndObject();
    }

    /// <summary>Gets the id that a call's item had, or one made up.</summary>
    public static string IdOf(FunctionCallContent call, string? responseId, int index) =>
        call.AdditionalProperties?.TryGetValue("id", out var id) == true && id is JsonElement { ValueKind: JsonValueKind.String } text
            ? JsonText.Read(text)
            : MadeIds.Make("fc", responseId, index);

    /// <summary>Writes a text part.</summary>
    public static void WriteText(Utf8JsonWriter writer, string text, IEnumerable<AIAnnotation>? annotations, AdditionalPropertiesDictionary? extra = null)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "output_text"u8);
        AnnotationCodec.Encode(writer, annotations);
        if (extra?.ContainsKey("logprobs") != true)
        {
            writer.WriteStartArray("logprobs"u8);
            writer.WriteEndArray();
        }

        writer.WriteString("text"u8, text);
        ExtraFields.Write(writer, extra, [], "type", "annotations", "text");
        writer.WriteEndObject();
    }

    /// <summary>Writes a refusal part.</summary>
    public static void WriteRefusal(Utf8JsonWriter writer, string refusal, AdditionalPropertiesDictionary? extra = null)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "refusal"u8);
        writer.WriteString("refusal"u8, refusal);
        ExtraFields.Write(writer, extra, [], "type", "refusal");
        writer.WriteEndObject();
    }

    private static void WriteMessage(Utf8JsonWriter writer, string id, string status, List<AIContent> parts, ItemShell? shell)
    {
        writer.WriteStartObject();
        if (shell?.Id is null)
        {
            writer.WriteString("id"u8, id);
            writer.WriteString("status"u8, status);
        }

        writer.WriteString("type"u8, "message"u8);
        writer.WriteString("role"u8, "assistant"u8);
        writer.WriteStartArray("content"u8);
        foreach (var part in parts)
        {
            switch (part)
            {
                case TextContent text:
                    WriteText(writer, text.Text, text.Annotations, shell is null ? null : text.AdditionalProperties);
                    break;
                case ErrorContent refusal:
                    WriteRefusal(writer, refusal.Message, shell is null ? null : refusal.AdditionalProperties);
                    break;
                case RawItemContent raw:
                    HubJson.TryWritePlain(writer, raw.Json);
                    break;
            }
        }

        writer.WriteEndArray();
        shell?.WriteOthers(writer);
        writer.WriteEndObject();
    }

    private static void WriteSingle(Utf8JsonWriter writer, AIContent content, string? responseId, int index, bool withExtra)
    {
        if (content is FunctionCallContent call)
        {
            WriteCall(writer, withExtra ? IdOf(call, responseId, index) : MadeIds.Make("fc", responseId, index), call, RawArguments.Spell(call), "completed", withExtra);
        }
        else if (content is DataContent image)
        {
            ImageItem.Write(writer, MadeIds.Make("ig", responseId, index), image);
        }
        else
        {
            HubJson.TryWritePlain(writer, ((RawItemContent)content).Json);
        }
    }

    private static bool CanSay(AIContent content) =>
        content is TextContent or TextReasoningContent or ErrorContent or FunctionCallContent or RawItemContent || ImageItem.IsImage(content);

    /// <summary>Gets the seal that stands for another dialect's thought, and ends its item; null when it has none that could come back.</summary>
    /// <remarks>Redacted thinking has one, but this dialect no place that would tell it from thinking.</remarks>
    public static string? SealFor(TextReasoningContent thought) =>
        SealOrigin.IsTagged(thought.ProtectedData) && thought.AdditionalProperties?.ContainsKey(BlockDecoder.Redacted) != true ? thought.ProtectedData : null;

    private static void WriteThought(Utf8JsonWriter writer, List<TextReasoningContent> thoughts, string? responseId, int index, bool withSeals)
    {
        if (thoughts is [{ RawRepresentation: ReasoningItem item } whole])
        {
            item.Write(writer, whole, withId: true);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("id"u8, MadeIds.Make("rs", responseId, index));
        writer.WriteString("type"u8, "reasoning"u8);
        ReasoningItem.WriteText(writer, string.Concat(thoughts.Select(thought => thought.Text)), withSeals ? SealFor(thoughts[^1]) : null);
        writer.WriteEndObject();
    }

    // What came in pieces, from wherever, is one part.
    private static List<AIContent> Merge(List<AIContent> parts)
    {
        var merged = new List<AIContent>(parts.Count);
        for (var start = 0; start < parts.Count;)
        {
            var end = start + 1;
            while (end < parts.Count && MayMerge(parts[start], parts[end]))
            {
                end++;
            }

            merged.Add(end - start == 1 ? parts[start] : Merge(CollectionsMarshal.AsSpan(parts)[start..end]));
            start = end;
        }

        return merged;
    }

    private static bool MayMerge(AIContent one, AIContent next) => (one, next) is
        (TextContent { RawRepresentation: not ItemShell }, TextContent { RawRepresentation: not ItemShell }) or
        (ErrorContent { RawRepresentation: not ItemShell }, ErrorContent { RawRepresentation: not ItemShell });

    private static AIContent Merge(ReadOnlySpan<AIContent> run)
    {
        var pieces = default(TextPieces);
        var annotations = new List<AIAnnotation>();
        foreach (var part in run)
        {
            pieces.Add(part is TextContent text ? text.Text : ((ErrorContent)part).Message);
            annotations.AddRange(part.Annotations ?? []);
        }

        return run[0] is TextContent ? new TextContent(pieces.Text) { Annotations = annotations } : new ErrorContent(pieces.Text!);
    }
}
