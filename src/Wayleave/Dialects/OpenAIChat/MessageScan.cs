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

    /// <summary>The roles that there are; the first <see cref="PlainRoles"/> may stand over plain text.</summary>
    public static readonly NameTable RoleNames = new("developer", "system", "user", "assistant", "tool", "function");

    private const int PlainRoles = 4;

    /// <param name="reader">The reader on the value of <c>messages</c>.</param>
    /// <param name="media">What all messages together hold beside text.</param>
    public static ScannedMessage[] Read(ref Utf8JsonReader reader, out MediaKinds media)
    {
        media = MediaKinds.None;
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw RequestFault.WrongKind("messages", reader.TokenType, Expected);
        }

        var messages = new ScannedMessage[4];
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (count == messages.Length)
            {
                Array.Resize(ref messages, count * 2);
            }

            messages[count] = ReadMessage(ref reader, count, ref media);
            count++;
        }

        if (count == 0)
        {
            throw RequestFault.Empty("messages", Expected);
        }

        if (count != messages.Length)
        {
            Array.Resize(ref messages, count);
        }

        return messages;
    }

    private static ScannedMessage ReadMessage(ref Utf8JsonReader reader, int index, ref MediaKinds media)
    {
        var start = (int)reader.TokenStartIndex;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw RequestFault.WrongKind($"messages[{index}]", reader.TokenType, "an object with a role");
        }

        int seen = 0, role = -1;
        ByteRange? text = null;
        var isPlain = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = Names.Find(ref reader);
            if (member >= 0 && (seen & (1 << member)) != 0)
            {
                throw RequestFault.Duplicate($"messages[{index}].{Names[member]}");
            }

            seen |= member >= 0 ? 1 << member : 0;
            isPlain &= member is 0 or 1;
            reader.Read();
            switch (member)
            {
                case 0:
                    role = ReadRole(ref reader, index);
                    break;
                case 1 when reader.TokenType == JsonTokenType.String:
                    text = new ByteRange((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
                    break;
                case 1:
                    media |= PartScan.ReadContent(ref reader, index);
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

        var range = new ByteRange(start, (int)reader.BytesConsumed - start);
        return isPlain && role < PlainRoles && text is { } plain ? new ScannedMessage(range, plain, role) : new ScannedMessage(range, default, -1);
    }

    private static int ReadRole(ref Utf8JsonReader reader, int index)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw RequestFault.WrongKind($"messages[{index}].role", reader.TokenType, Roles);
        }

        var role = RoleNames.Find(ref reader);
        return role >= 0 ? role : throw RequestFault.WrongValue($"messages[{index}].role", JsonText.Read(ref reader), Roles);
    }
}
