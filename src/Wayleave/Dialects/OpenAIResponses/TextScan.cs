using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>Reads the field <c>text</c>: the format of the answer, and how wordy it is.</summary>
internal static class TextScan
{
    private static readonly NameTable Names = new("format", "verbosity");
    private static readonly NameTable FormatNames = new("type", "name", "description", "schema", "strict");

    /// <param name="reader">Stands on the value.</param>
    /// <param name="options">Where to.</param>
    /// <param name="isParticular">Whether the format is one that no other dialect has.</param>
    /// <returns>Whether the hub's options say all of it.</returns>
    public static bool Read(ref Utf8JsonReader reader, ScannedOptions options, out bool isParticular)
    {
        isParticular = false;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw RequestFault.WrongKind("text", reader.TokenType, "an object such as {\"format\": {\"type\": \"text\"}}");
        }

        var represented = true;
        var seen = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = Names.Find(ref reader);
            if (member >= 0 && (seen & (1 << member)) != 0)
            {
                throw RequestFault.Duplicate($"text.{Names[member]}");
            }

            seen |= member >= 0 ? 1 << member : 0;
            reader.Read();
            if (member == 0 && reader.TokenType != JsonTokenType.Null)
            {
                options.ResponseFormat = ReadFormat(ref reader, options);
                isParticular = options.ResponseFormat is null;
                represented &= !isParticular;
            }
            else
            {
                represented &= reader.TokenType == JsonTokenType.Null;
                if (member == 1 && reader.TokenType != JsonTokenType.Null)
                {
                    Values.Text(ref reader, "text.verbosity", "\"low\", \"medium\" or \"high\"");
                }

                reader.Skip();
            }
        }

        return represented;
    }

    private static ChatResponseFormat? ReadFormat(ref Utf8JsonReader reader, ScannedOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw RequestFault.WrongKind("text.format", reader.TokenType, "an object such as {\"type\": \"json_object\"}");
        }

        string? type = null, name = null, description = null;
        JsonElement? schema = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = FormatNames.Find(ref reader);
            reader.Read();
            switch (member)
            {
                case 0:
                    type = Values.Text(ref reader, "text.format.type", "\"text\", \"json_object\" or \"json_schema\"");
                    break;
                case 1:
                    name = Values.Text(ref reader, "text.format.name", "a string");
                    break;
                case 2 when reader.TokenType == JsonTokenType.String:
                    description = JsonText.Read(ref reader);
                    break;
                case 3 when reader.TokenType == JsonTokenType.StartObject:
                    schema = JsonElement.ParseValue(ref reader);
                    break;
                case 4 when reader.TokenType is JsonTokenType.True or JsonTokenType.False:
                    options.StrictSchema = reader.TokenType == JsonTokenType.True;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return type switch
        {
            "text" => ChatResponseFormat.Text,
            "json_object" => ChatResponseFormat.Json,
            "json_schema" when schema is { } found => ChatResponseFormat.ForJsonSchema(found, name, description),
            _ => null,
        };
    }
}
