using System.Text.Json;

namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>Checks the content parts of an item.</summary>
internal static class PartScan
{
    private static readonly NameTable Names = new(
        "type", "text", "refusal", "image_url", "file_id", "file_url", "file_data", "filename", "detail", "input_audio", "annotations");

    // In the order of the flags of MediaKinds.
    private static readonly NameTable MediaNames = new("input_image", "input_audio", "input_file");

    /// <summary>Checks the value that the reader stands on: a string or an array of parts.</summary>
    /// <returns>What the value holds beside text.</returns>
    public static MediaKinds Read(ref Utf8JsonReader reader, string path)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return MediaKinds.None;
        }

        var index = 0;
        var media = MediaKinds.None;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            media |= ReadPart(ref reader, path, index++);
        }

        return media;
    }

    private static MediaKinds ReadPart(ref Utf8JsonReader reader, string path, int index)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw RequestFault.WrongKind($"{path}[{index}]", reader.TokenType, "an object with a type");
        }

        var seen = 0;
        var media = -1;
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

            media = member == 0 ? MediaNames.Find(ref reader) : media;
            reader.Skip();
        }

        if ((seen & 1) == 0)
        {
            throw RequestFault.Missing($"{path}[{index}].type", "the kind of the part, such as \"input_text\" or \"input_image\"");
        }

        return media < 0 ? MediaKinds.None : (MediaKinds)(1 << media);
    }
}
