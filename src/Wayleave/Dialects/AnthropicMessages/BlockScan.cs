using System.Text.Json;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>Checks one content block. Blocks of unknown kinds, and unknown members, are the provider's to judge.</summary>
internal static class BlockScan
{
    private const int Type = 0;
    private const int Text = 1;
    private const int Source = 2;
    private const int Id = 3;
    private const int Name = 4;
    private const int Input = 5;
    private const int ToolUseId = 6;
    private const int Content = 7;
    private const int IsError = 8;
    private const int Thinking = 9;
    private const int Signature = 10;
    private const int Data = 11;

    private static readonly NameTable Names = new(
        "type", "text", "source", "id", "name", "input", "tool_use_id", "content", "is_error", "thinking", "signature", "data", "title", "citations");

    private static readonly NameTable Kinds = new("text", "image", "document", "tool_use", "tool_result", "thinking", "redacted_thinking");

    // In the order of the kinds: the members without which the block says nothing.
    private static readonly int[][] Required = [[Text], [Source], [Source], [Id, Name, Input], [ToolUseId], [Thinking, Signature], [Data]];

    /// <summary>Reads the block that the reader stands on, to its last token.</summary>
    /// <returns>What it is.</returns>
    public static BlockKinds Read(ref Utf8JsonReader reader, in ScanPath path, bool onlyText)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw RequestFault.WrongKind(path.ToString(), reader.TokenType, "an object with a type");
        }

        // The rules depend on the type, which may stand behind what they are about.
        var start = reader;
        var kind = FindKind(ref reader, path, out var type);
        if (onlyText && kind != 0)
        {
            throw RequestFault.WrongValue(path.At("type"), type ?? Kinds[kind], "\"text\"");
        }

        reader = start;
        var isSigned = true;
        var media = kind == 1 ? BlockKinds.Image : kind == 2 ? BlockKinds.Document : BlockKinds.None;
        var members = new MemberScan(Names, path);
        while (members.Next(ref reader, out var member))
        {
            isSigned &= member != Signature || !reader.ValueSpan.IsEmpty;
            if (kind < 0 || !ReadKnown(ref reader, kind, member, path, ref media))
            {
                reader.Skip();
            }
        }

        RequireMembers(members, kind, path);
        return media | (kind == 4 ? BlockKinds.Results : kind == 5 && !isSigned ? BlockKinds.Others | BlockKinds.Unsigned : BlockKinds.Others);
    }

    private static void RequireMembers(MemberScan members, int kind, in ScanPath path)
    {
        if (kind >= 0)
        {
            foreach (var required in Required[kind])
            {
                if (!members.Has(required))
                {
                    throw RequestFault.Missing(path.At(Names[required]), $"there in a block of type \"{Kinds[kind]}\"");
                }
            }
        }
    }

    private static int FindKind(ref Utf8JsonReader reader, in ScanPath path, out string? unknown)
    {
        unknown = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = Names.Find(ref reader) == Type;
            reader.Read();
            if (isType && reader.TokenType != JsonTokenType.String)
            {
                throw RequestFault.WrongKind(path.At("type"), reader.TokenType, "a string such as \"text\"");
            }

            if (isType)
            {
                var kind = Kinds.Find(ref reader);
                unknown = kind < 0 ? JsonText.Read(ref reader) : null;
                return kind;
            }

            reader.Skip();
        }

        throw RequestFault.Missing(path.At("type"), "the kind of the block, such as \"text\" or \"image\"");
    }

    // Returns whether the value was read to its last token.
    private static bool ReadKnown(ref Utf8JsonReader reader, int kind, int member, in ScanPath path, ref BlockKinds media)
    {
        switch (kind, member)
        {
            case (0, Text) or (3, Id or Name) or (4, ToolUseId) or (5, Thinking or Signature) or (6, Data):
                if (reader.TokenType != JsonTokenType.String)
                {
                    throw RequestFault.WrongKind(path.At(Names[member]), reader.TokenType, "a string");
                }

                return true;
            case (1 or 2, Source):
                media = SourceScan.Read(ref reader, path with { Member = "source" }) ? BlockKinds.None : media;
                return true;
            case (3, Input) when reader.TokenType != JsonTokenType.StartObject:
                throw RequestFault.WrongKind(path.At("input"), reader.TokenType, "an object with the tool's arguments");
            case (4, Content) when reader.TokenType != JsonTokenType.Null:
                media |= MessageScan.ReadContent(ref reader, path) & BlockKinds.Media;
                return true;
            case (4, IsError) when reader.TokenType is not (JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null):
                throw RequestFault.WrongKind(path.At("is_error"), reader.TokenType, "true or false");
            default:
                return false;
        }
    }
}
