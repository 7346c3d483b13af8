using System.Text.Json;
using Microsoft.Extensions.AI;
using Wayleave.Dialects.OpenAI;

namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>Reads the options of a request.</summary>
internal static class OptionScan
{
    private static readonly NameTable ChoiceNames = new("type", "name");
    private static readonly NameTable ReasoningNames = new("effort", "summary");

    /// <returns>Whether the value changes the answer in a way that no other dialect has a word for.</returns>
    public static bool Read(RequestField field, ref Utf8JsonReader reader, ScannedOptions options)
    {
        var name = RequestFields.NameOf(field);
        var represented = true;
        var isParticular = false;
        switch (field)
        {
            case RequestField.Temperature:
                options.Temperature = Values.Number(ref reader, name);
                break;
            case RequestField.TopP:
                options.TopP = Values.Number(ref reader, name);
                break;
            case RequestField.MaxTokens:
                options.MaxTokens = (int)Values.Integer(ref reader, name, 1, int.MaxValue);
                break;
            case RequestField.ToolChoice:
                options.ToolMode = ReadToolChoice(ref reader);
                isParticular = options.ToolMode is null;
                represented = !isParticular;
                break;
            case RequestField.ParallelToolCalls:
                options.ParallelToolCalls = Values.Flag(ref reader, name);
                break;
            case RequestField.Text:
                represented = TextScan.Read(ref reader, options, out isParticular);
                break;
            case RequestField.Reasoning:
                represented = ReadReasoning(ref reader, options);
                break;
            default:
                isParticular = Check(field, name, ref reader);
                represented = false;
                break;
        }

        if (represented)
        {
            options.Represent(field);
        }

        return isParticular;
    }

    // What the hub has no word for is checked for its kind alone.
    private static bool Check(RequestField field, string name, ref Utf8JsonReader reader)
    {
        switch (field)
        {
            case RequestField.TopLogprobs:
                return Values.Integer(ref reader, name, 0, 20) > 0;
            case RequestField.Truncation or RequestField.User or RequestField.ServiceTier:
                Values.Text(ref reader, name, "a string");
                return false;
            case RequestField.Include:
                return Values.Texts(ref reader, name, "an array of strings").Contains("message.output_text.logprobs");
            case RequestField.Metadata or RequestField.StreamOptions when reader.TokenType != JsonTokenType.StartObject:
                throw RequestFault.WrongKind(name, reader.TokenType, "an object");
            default:
                reader.Skip();
                return false;
        }
    }

    // Null for what the hub has no word for; the body still says it.
    private static ChatToolMode? ReadToolChoice(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return JsonText.ValueEquals(ref reader, "auto"u8) ? ChatToolMode.Auto
                : JsonText.ValueEquals(ref reader, "none"u8) ? ChatToolMode.None
                : JsonText.ValueEquals(ref reader, "required"u8) ? ChatToolMode.RequireAny
                : null;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw RequestFault.WrongKind("tool_choice", reader.TokenType, "\"none\", \"auto\", \"required\", or an object that names a tool");
        }

        string? type = null, function = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = ChoiceNames.Find(ref reader);
            reader.Read();
            if (member == 0)
            {
                type = Values.Text(ref reader, "tool_choice.type", "a string such as \"function\"");
            }
            else if (member == 1)
            {
                function = Values.Text(ref reader, "tool_choice.name", "the name of a function, as a string");
            }
            else
            {
                reader.Skip();
            }
        }

        return type != "function" || string.IsNullOrWhiteSpace(function) ? null : ChatToolMode.RequireSpecific(function);
    }

    private static bool ReadReasoning(ref Utf8JsonReader reader, ScannedOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw RequestFault.WrongKind("reasoning", reader.TokenType, "an object such as {\"effort\": \"low\"}");
        }

        var represented = true;
        var seen = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = ReasoningNames.Find(ref reader);
            if (member >= 0 && (seen & (1 << member)) != 0)
            {
                throw RequestFault.Duplicate($"reasoning.{ReasoningNames[member]}");
            }

            seen |= member >= 0 ? 1 << member : 0;
            reader.Read();
            if (reader.TokenType == JsonTokenType.Null)
            {
                continue;
            }

            switch (member)
            {
                case 0:
                    options.Effort = EffortNames.Parse(Values.Text(ref reader, "reasoning.effort", "a string such as \"low\" or \"high\""));
                    represented &= options.Effort is not null;
                    break;
                case 1:
                    options.ReasoningOutput = Values.Text(ref reader, "reasoning.summary", "\"auto\", \"concise\" or \"detailed\"") == "detailed"
                        ? ReasoningOutput.Full
                        : ReasoningOutput.Summary;
                    break;
                default:
                    represented = false;
                    reader.Skip();
                    break;
            }
        }

        return represented;
    }
}
