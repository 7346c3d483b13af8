using System.Text.Json;

namespace Wayleave.Dialects.OpenAIChat;

/// <summary>Checks what a message holds: its content and its tool calls.</summary>
internal static class PartScan
{
    private static readonly NameTable PartNames = new("type", "text", "refusal", "image_url", "input_audio", "file");
    private static readonly NameTable CallNames = new("id", "type", "function");
    private static readonly NameTable FunctionNames = new("name", "arguments");

    // In the order of the flags of MediaKinds.
    private static readonly NameTable MediaNames = new("image_url", "input_audio", "file");

    /// <returns>What the content holds beside text.</returns>
    public static MediaKinds ReadContent(ref Utf8JsonReader reader, int message)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String or JsonTokenType.Null:
                return MediaKinds.None;
            case JsonTokenType.StartArray:
                break;
            default:
                throw RequestFault.WrongKind($"messages[{message}].content", reader.TokenType, "a string or an array of content parts");
        }

        var index = 0;
        var media = MediaKinds.None;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            media |= ReadPart(ref reader, message, index++);
        }

        return media;
    }

    public static void ReadToolCalls(ref Utf8JsonReader reader, int message)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw RequestFault.WrongKind($"messages[{message}].tool_calls", reader.TokenType, "an array of tool calls");
        }

        var index = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            ReadCall(ref reader, message, index++);
        }
    }

    private static MediaKinds ReadPart(ref Utf8JsonReader reader, int message, int index)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw RequestFault.WrongKind($"messages[{message}].content[{index}]", reader.TokenType, "an object with a type");
        }

        var seen = 0;
        var media = -1;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = PartNames.Find(ref reader);
            if (member >= 0 && (seen & (1 << member)) != 0)
            {
                throw RequestFault.Duplicate($"messages[{message}].content[{index}].{PartNames[member]}");
            }

            seen |= member >= 0 ? 1 << member : 0;
            reader.Read();
            if (member is 0 or 1 && reader.TokenType != JsonTokenType.String)
            {
                throw RequestFault.WrongKind($"messages[{message}].content[{index}].{PartNames[member]}", reader.TokenType, "a string");
            }

            media = member == 0 ? MediaNames.Find(ref reader) : media;
            reader.Skip();
        }

        if ((seen & 1) == 0)
        {
            throw RequestFault.Missing($"messages[{message}].content[{index}].type", "the kind of the part, such as \"text\" or \"image_url\"");
        }

        return media < 0 ? MediaKinds.None : (MediaKinds)(1 << media);
    }

    private static void ReadCall(ref Utf8JsonReader reader, int message, int index)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw RequestFault.WrongKind($"messages[{message}].tool_calls[{index}]", reader.TokenType, "an object with an id and a function");
        }

        var seen = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = CallNames.Find(ref reader);
            if (member >= 0 && (seen & (1 << member)) != 0)
            {
                throw RequestFault.Duplicate($"messages[{message}].tool_calls[{index}].{CallNames[member]}");
            }

            seen |= member >= 0 ? 1 << member : 0;
            reader.Read();
            if (member == 2 && reader.TokenType == JsonTokenType.StartObject)
            {
                ReadFunction(ref reader, message, index);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static void ReadFunction(ref Utf8JsonReader reader, int message, int index)
    {
        var seen = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = FunctionNames.Find(ref reader);
            if (member >= 0 && (seen & (1 << member)) != 0)
            {
                throw RequestFault.Duplicate($"messages[{message}].tool_calls[{index}].function.{FunctionNames[member]}");
            }

            seen |= member >= 0 ? 1 << member : 0;
            reader.Read();
            if (member >= 0 && reader.TokenType != JsonTokenType.String)
            {
                throw RequestFault.WrongKind($"messages[{message}].tool_calls[{index}].function.{FunctionNames[member]}", reader.TokenType, "a string");
            }

            reader.Skip();
        }
    }
}
