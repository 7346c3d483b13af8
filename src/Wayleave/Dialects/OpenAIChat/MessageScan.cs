using System.Text.Json;

namespace Wayleave.Dialects.OpenAIChat;

/// <summary>Checks the messages of a request and notes where each stands.</summary>
/// <remarks>A member that the router reads may stand only once, so that nobody hides text from redaction behind a twin.</remarks>
internal static class MessageScan
{
    public const string Expected = "an array with at least one message";

    private const string Roles = "\"developer\", \"system\", \"user\", \"assistant\", \"tool\" or \"function\"";

    private static readonly NameTable Names = new(
        "role", "content", "tool_calls", "name", "tool_call_id", "refusal", "reasoning_content", "reasoning");

    private static readonly NameTable RoleNames = new("developer", "system", "user", "assistant", "tool", "function");

    /// <param name="reader">The reader on the value of <c>messages</c>.</param>
    /// <param name="media">What all messages together hold beside text.</param>
    public static ByteRange[] Read(ref Utf8JsonReader reader, out MediaKinds media)
    {
        media = MediaKinds.None;
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw RequestFault.WrongKind("messages", reader.TokenType, Expected);
        }

        var ranges = new ByteRange[4];
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (count == ranges.Length)
            {
                Array.Resize(ref ranges, count * 2);
            }

            var start = (int)reader.TokenStartIndex;
            media |= ReadMessage(ref reader, count);
            ranges[count++] = new ByteRange(start, (int)reader.BytesConsumed - start);
        }

        if (count == 0)
        {
            throw RequestFault.Empty("messages", Expected);
        }

        if (count != ranges.Length)
        {
            Array.Resize(ref ranges, count);
        }

        return ranges;
    }

    private static MediaKinds ReadMessage(ref Utf8JsonReader reader, int index)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw RequestFault.WrongKind($"messages[{index}]", reader.TokenType, "an object with a role");
        }

        var seen = 0;
        var media = MediaKinds.None;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = Names.Find(ref reader);
            if (member >= 0 && (seen & (1 << member)) != 0)
            {
                throw RequestFault.Duplicate($"messages[{index}].{Names[member]}");
            }

            seen |= member >= 0 ? 1 << member : 0;
            reader.Read();
            switch (member)
            {
                case 0:
                    ReadRole(ref reader, index);
                    break;
                case 1:
                    media = PartScan.ReadContent(ref reader, index);
                    break;
                case 2:
                    PartScan.ReadToolCalls(ref reader, index);
                    break;
                case 3 or 4 when reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null):
                    throw RequestFault.WrongKind($"messages[{index}].{Names[member]}", reader.TokenType, "a string");
                default:
                    reader.Skip();
                    break;
            }
        }

        if ((seen & 1) == 0)
        {
            throw RequestFault.Missing($"messages[{index}].role", Roles);
        }

        return media;
    }

    private static void ReadRole(ref Utf8JsonReader reader, int index)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw RequestFault.WrongKind($"messages[{index}].role", reader.TokenType, Roles);
        }

        if (RoleNames.Find(ref reader) < 0)
        {
            throw RequestFault.WrongValue($"messages[{index}].role", JsonText.Read(ref reader), Roles);
        }
    }
}
