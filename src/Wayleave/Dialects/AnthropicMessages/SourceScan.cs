using System.Text.Json;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>Checks the source of an image or a document.</summary>
internal static class SourceScan
{
    private static readonly NameTable Names = new("type", "media_type", "data", "url", "file_id", "content");

    // A plain text, or contents that are scanned by nobody, need no model that reads files.
    private static readonly NameTable TextTypes = new("text", "content");

    /// <returns>Whether the source is a text rather than a file.</returns>
    public static bool Read(ref Utf8JsonReader reader, in ScanPath path)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw RequestFault.WrongKind(path.ToString(), reader.TokenType, "an object with a type such as \"base64\" or \"url\"");
        }

        var isText = false;
        var members = new MemberScan(Names, path);
        while (members.Next(ref reader, out var member))
        {
            if (member is >= 0 and < 5 && reader.TokenType != JsonTokenType.String)
            {
                throw RequestFault.WrongKind(path.At(Names[member]), reader.TokenType, "a string");
            }

            isText |= member == 0 && TextTypes.Find(ref reader) >= 0;
            reader.Skip();
        }

        if (!members.Has(0))
        {
            throw RequestFault.Missing(path.At("type"), "the kind of the source, such as \"base64\" or \"url\"");
        }

        return isText;
    }
}
