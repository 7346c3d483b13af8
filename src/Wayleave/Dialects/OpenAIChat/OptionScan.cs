using System.Text.Json;
using Microsoft.Extensions.AI;
using Wayleave.Dialects.OpenAI;

namespace Wayleave.Dialects.OpenAIChat;

/// <summary>Reads the scalar options of a request.</summary>
internal static class OptionScan
{
    private static readonly NameTable FormatNames = new("type", "json_schema");
    private static readonly NameTable SchemaNames = new("name", "description", "schema", "strict");
    private static readonly NameTable ChoiceNames = new("type", "function");
    private static readonly NameTable FunctionNames = new("name");

    public static void Read(RequestField field, ref Utf8JsonReader reader, ScannedOptions options)
    {
        var name = RequestFields.NameOf(field);
        var represented = field != RequestField.Choices;
        switch (field)
        {
            case RequestField.Choices:
                Values.Integer(ref reader, name, 1, 128);
                break;
            case RequestField.Temperature:
                options.Temperature = Values.Number(ref reader, name);
                break;
            case RequestField.TopP:
                options.TopP = Values.Number(ref reader, name);
                break;
            case RequestField.TopK:
                options.TopK = (int)Values.Integer(ref reader, name, int.MinValue, int.MaxValue);
                break;
            case RequestField.FrequencyPenalty:
                options.FrequencyPenalty = Values.Number(ref reader, name);
                break;
            case RequestField.PresencePenalty:
                options.PresencePenalty = Values.Number(ref reader, name);
                break;
            case RequestField.MaxTokens:
                options.MaxTokens = (int)Values.Integer(ref reader, name, 1, int.MaxValue);
                break;
            case RequestField.MaxCompletionTokens:
                options.MaxCompletionTokens = (int)Values.Integer(ref reader, name, 1, int.MaxValue);
                break;
            case RequestField.Seed:
                options.Seed = Values.Integer(ref reader, name, long.MinValue, long.MaxValue);
                break;
            case RequestField.Stop:
                options.Stop = ReadStop(ref reader);
                break;
            case RequestField.ToolChoice:
                options.ToolMode = ReadToolChoice(ref reader);
                represented = options.ToolMode is not null;
                break;
            case RequestField.ParallelToolCalls:
                options.ParallelToolCalls = Values.Flag(ref reader, name);
                break;
            case RequestField.ResponseFormat:
                options.ResponseFormat = ReadResponseFormat(ref reader, options);
                represented = options.ResponseFormat is not null;
                break;
            case RequestField.ReasoningEffort:
                options.Effort = EffortNames.Parse(Values.Text(ref reader, name, "a string such as \"low\" or \"high\""));
                represented = options.Effort is not null;
                break;
        }

        if (represented)
        {
            options.Represent(field);
        }
    }

    private static List<string> ReadStop(ref Utf8JsonReader reader)
    {
        return reader.TokenType == JsonTokenType.String
            ? [JsonText.Read(ref reader)]
            : Values.Texts(ref reader, "stop", "a string or an array of strings");
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

        string? function = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = ChoiceNames.Find(ref reader);
            reader.Read();
            if (member == 1 && reader.TokenType == JsonTokenType.StartObject)
            {
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var isName = FunctionNames.Find(ref reader) == 0;
                    reader.Read();
                    if (isName)
                    {
                        function = Values.Text(ref reader, "tool_choice.function.name", "the name of a function, as a string");
                    }
                    else
                    {
                        reader.Skip();
                    }
                }
            }
            else
            {
                reader.Skip();
            }
        }

        return string.IsNullOrWhiteSpace(function) ? null : ChatToolMode.RequireSpecific(function);
    }

    private static ChatResponseFormat? ReadResponseFormat(ref Utf8JsonReader reader, ScannedOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw RequestFault.WrongKind("response_format", reader.TokenType, "an object such as {\"type\": \"json_object\"}");
        }

        string? type = null;
        ChatResponseFormat? schema = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = FormatNames.Find(ref reader);
            reader.Read();
            if (member == 0)
            {
                type = Values.Text(ref reader, "response_format.type", "\"text\", \"json_object\" or \"json_schema\"");
            }
            else if (member == 1 && reader.TokenType == JsonTokenType.StartObject)
            {
                schema = ReadSchema(ref reader, options);
            }
            else
            {
                reader.Skip();
            }
        }

        return type switch
        {
            "text" => ChatResponseFormat.Text,
            "json_object" => ChatResponseFormat.Json,
            "json_schema" => schema,
            _ => null,
        };
    }

    private static ChatResponseFormatJson? ReadSchema(ref Utf8JsonReader reader, ScannedOptions options)
    {
        string? name = null, description = null;
        JsonElement? schema = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = SchemaNames.Find(ref reader);
            reader.Read();
            if (member == 0)
            {
                name = Values.Text(ref reader, "response_format.json_schema.name", "a string");
            }
            else if (member == 1 && reader.TokenType == JsonTokenType.String)
            {
                description = JsonText.Read(ref reader);
            }
            else if (member == 2 && reader.TokenType == JsonTokenType.StartObject)
            {
                schema = JsonElement.ParseValue(ref reader);
            }
            else if (member == 3 && reader.TokenType is JsonTokenType.True or JsonTokenType.False)
            {
                options.StrictSchema = reader.TokenType == JsonTokenType.True;
            }
            else
            {
                reader.Skip();
            }
        }

        return schema is { } found ? ChatResponseFormat.ForJsonSchema(found, name, description) : null;
    }
}
