using System.Text.Json;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>Checks the system prompt and the messages of a request, and notes where each message of the hub stands.</summary>
internal static class MessageScan
{
    public const string Expected = "an array with at least one message";

    private const string Roles = "\"user\", \"assistant\" or \"system\"";
    private const string ContentKinds = "a string or an array of content blocks";

    private static readonly NameTable Names = new("role", "content");
    private static readonly NameTable RoleNames = new("user", "assistant", "system");

    /// <returns>What all messages together hold.</returns>
    public static BlockKinds ReadMessages(ref Utf8JsonReader reader, List<WireEntry> entries)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw RequestFault.WrongKind("messages", reader.TokenType, Expected);
        }

        var all = BlockKinds.None;
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            var kinds = ReadMessage(ref reader, new ScanPath("messages", count++));
            all |= kinds;
            var range = new ByteRange(start, (int)reader.BytesConsumed - start);
            if ((kinds & BlockKinds.Both) == BlockKinds.Both)
            {
                entries.Add(new WireEntry(range, WirePart.Results));
                entries.Add(new WireEntry(range, WirePart.Rest));
            }
            else
            {
                entries.Add(new WireEntry(range, WirePart.Whole));
            }
        }

        if (count == 0)
        {
            throw RequestFault.Empty("messages", Expected);
        }

        return all;
    }

    public static WireEntry ReadSystem(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
            {
                BlockScan.Read(ref reader, new ScanPath("system", index), onlyText: true);
            }
        }
        else if (reader.TokenType != JsonTokenType.String)
        {
            throw RequestFault.WrongKind("system", reader.TokenType, "a string or an array of text blocks");
        }

        return new WireEntry(new ByteRange(start, (int)reader.BytesConsumed - start), WirePart.System);
    }

    /// <summary>Checks the blocks of a content.</summary>
    public static BlockKinds ReadContent(ref Utf8JsonReader reader, in ScanPath path)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return BlockKinds.Others;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw RequestFault.WrongKind(path.At("content"), reader.TokenType, ContentKinds);
        }

        var kinds = BlockKinds.None;
        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            kinds |= BlockScan.Read(ref reader, path.Content(index), onlyText: false);
        }

        return kinds;
    }

    private static BlockKinds ReadMessage(ref Utf8JsonReader reader, in ScanPath path)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw RequestFault.WrongKind(path.ToString(), reader.TokenType, "an object with a role and a content");
        }

        var kinds = BlockKinds.None;
        var role = "";
        var members = new MemberScan(Names, path);
        while (members.Next(ref reader, out var member))
        {
            switch (member)
            {
                case 0:
                    role = RoleNames[ReadRole(ref reader, path)];
                    break;
                case 1:
                    kinds = ReadContent(ref reader, path);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        if (!members.Has(0))
        {
            throw RequestFault.Missing(path.At("role"), Roles);
        }

        if (!members.Has(1))
        {
            throw RequestFault.Missing(path.At("content"), ContentKinds);
        }

        return role != "user" && (kinds & BlockKinds.Results) != 0
            ? throw RequestFault.WrongValue(path.At("role"), role, "\"user\" in a message with a tool_result")
            : kinds;
    }

    private static int ReadRole(ref Utf8JsonReader reader, in ScanPath path)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw RequestFault.WrongKind(path.At("role"), reader.TokenType, Roles);
        }

        var role = RoleNames.Find(ref reader);
        return role >= 0 ? role : throw RequestFault.WrongValue(path.At("role"), JsonText.Read(ref reader), Roles);
    }
}
