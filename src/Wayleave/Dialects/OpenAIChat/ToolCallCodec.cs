using System.Text.Json;
using Microsoft.Extensions.AI;
using Wayleave.Dialects.Gemini;

namespace Wayleave.Dialects.OpenAIChat;

/// <summary>Decodes and encodes one tool call of a message.</summary>
internal static class ToolCallCodec
{
    private static readonly string[] Known = ["id", "type", "function", "index"];
    private static readonly string[] KnownFunction = ["name", "arguments"];

    private static readonly string[] Nested = ["function."];
    private static readonly string[] Signed = ["function.", ThoughtSignature.CallProperty];

    public static AIContent Decode(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object
            || !JsonText.TryFind(json, "function"u8, out var function) || function.ValueKind != JsonValueKind.Object
            || JsonText.Find(function, "name"u8) is not { } name)
        {
            return RawPart.Wrap(json, isToolCall: true);
        }

        var call = RawArguments.Parse(JsonText.Find(json, "id"u8) ?? "", name, ReadArguments(function));
        Keep(call, json, Known, "");
        Keep(call, function, KnownFunction, "function.");
        return call;
    }

    /// <param name="writer">Where to.</param>
    /// <param name="call">The call.</param>
    /// <param name="index">Its position among the calls of a stream, or null outside one.</param>
    /// <param name="withExtra">Whether unknown members go along.</param>
    /// <param name="isRequest">Whether a provider reads it, which may not see what another one signed.</param>
    public static void Encode(Utf8JsonWriter writer, FunctionCallContent call, int? index, bool withExtra, bool isRequest = false)
    {
        writer.WriteStartObject();
        if (index is { } position)
        {
            writer.WriteNumber("index"u8, position);
        }

        writer.WriteString("id"u8, call.CallId);
        writer.WriteString("type"u8, "function"u8);
        writer.WriteStartObject("function"u8);
        writer.WriteString("name"u8, call.Name);
        writer.WriteString("arguments"u8, RawArguments.Spell(call));
        if (withExtra)
        {
            ExtraFields.WriteNested(writer, call.AdditionalProperties, "function.");
        }

        writer.WriteEndObject();
        if (withExtra)
        {
            ExtraFields.Write(writer, call.AdditionalProperties, isRequest && ThoughtSignature.IsTagged(call) ? Signed : Nested, Known);
        }

        writer.WriteEndObject();
    }

    private static string ReadArguments(JsonElement function)
    {
        if (!JsonText.TryFind(function, "arguments"u8, out var value))
        {
            return "";
        }

        // Some servers send the object itself where the format wants its text.
        return value.ValueKind switch
        {
            JsonValueKind.String => JsonText.Read(value),
            JsonValueKind.Null => "",
            _ => value.GetRawText(),
        };
    }

    private static void Keep(FunctionCallContent call, JsonElement json, string[] known, string prefix)
    {
        foreach (var property in json.EnumerateObject())
        {
            var name = JsonText.ReadName(property);
            if (!known.Contains(name))
            {
                (call.AdditionalProperties ??= [])[prefix + name] = property.Value.Clone();
            }
        }
    }
}
