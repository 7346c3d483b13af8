using System.Text.Json;

namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>Checks the content parts of an item.</summary>
internal static class PartScan
{
    private static readonly NameTable Names = new(
        "type", "text", "refusal", "image_url", "file_id", "file_url", "file_data", "filename", "detail", "input_audio", "annotations");

    /// <summary>Checks the value that the reader stands on: a string or an array of parts.</summary>
    public static void Read(ref Utf8JsonReader reader, string path)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return;
        }

        var index = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            ReadPart(ref reader, path, index++);
        }
    }

    private static void ReadPart(ref Utf8JsonReader reader, string path, int index)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw RequestFault.WrongKind($"{path}[{index}]", reader.TokenType, "an object with a type");
        }

        var seen = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = Names.Find(ref reader);
            if (member >= 0 && (seen & (1 << member)) != 0)
            {
                throw RequestFault.Duplicate($"{path}[{index}].{Names[member]}");
            }

            seen |= member >= 0 ? 1 << member : 0;
            reader.Read();
            if (member is 0 or 1 or 2 && reader.TokenType != JsonTokenType.String)
            {
                throw RequestFault.WrongKind($"{path}[{index}].{Names[member]}", reader.TokenType, "a string");
            }

            if (member is >= 3 and <= 7 && reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
            {
                throw RequestFault.WrongKind($"{path}[{index}].{Names[member]}", reader.TokenType, "a string");
            }

            reader.Skip();
        }

        if ((seen & 1) == 0)
        {
            throw RequestFault.Missing($"{path}[{index}].type", "the kind of the part, such as \"input_text\" or \"input_image\"");
        }
    }
}
