using System.Text.Json;

namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>Checks the input of a request and notes where each item stands.</summary>
/// <remarks>A member that the router reads may stand only once, so that nobody hides text from redaction behind a twin.</remarks>
internal static class InputScan
{
    public const string Expected = "a string, or an array with at least one item";

    private const string Roles = "\"user\", \"assistant\", \"system\" or \"developer\"";

    private static readonly NameTable Names = new(
        "type", "role", "content", "id", "call_id", "name", "arguments", "output", "encrypted_content", "summary");

    private static readonly NameTable RoleNames = new("user", "system", "developer", "assistant");

    public static ScannedInput Read(ref Utf8JsonReader reader, ChatDialect dialect)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return new ScannedInput { Text = new ByteRange((int)reader.TokenStartIndex, (int)(reader.BytesConsumed - reader.TokenStartIndex)) };
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw RequestFault.WrongKind("input", reader.TokenType, Expected);
        }

        var input = new ScannedInput();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            var kind = ReadItem(ref reader, input, dialect);
            input.Add(new ScannedItem(new ByteRange(start, (int)reader.BytesConsumed - start), kind));
        }

        return input;
    }

    private static ItemKind ReadItem(ref Utf8JsonReader reader, ScannedInput input, ChatDialect dialect)
    {
        var index = input.ItemCount;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw RequestFault.WrongKind($"input[{index}]", reader.TokenType, "an object with a type");
        }

        // Members come in any order, so what depends on the type waits for the end.
        Span<JsonTokenType> kinds = stackalloc JsonTokenType[10];
        Utf8JsonReader content = default, output = default;
        string? type = null;
        var isMade = false;
        var role = -1;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = Names.Find(ref reader);
            reader.Read();
            if (member >= 0)
            {
                if (kinds[member] != JsonTokenType.None)
                {
                    throw RequestFault.Duplicate($"input[{index}].{Names[member]}");
                }

                kinds[member] = reader.TokenType;
            }

            switch (member)
            {
                case 0:
                    type = Values.Text(ref reader, $"input[{index}].type", "a string such as \"message\"");
                    break;
                case 1 when reader.TokenType == JsonTokenType.String:
                    role = ReadRole(ref reader, index);
                    break;
                case 2:
                    content = reader;
                    break;
                case 3 when reader.TokenType == JsonTokenType.String:
                    isMade = reader.ValueIsEscaped ? MadeIds.IsMade(JsonText.Read(ref reader)) : MadeIds.IsMade(reader.ValueSpan);
                    input.HasMadeIds |= isMade;
                    break;
                case 7:
                    output = reader;
                    break;
            }

            reader.Skip();
        }

        switch (type)
        {
            case null or "message":
                Require(kinds, 1, index, Roles);
                Require(kinds, 2, index, "a string or an array of content parts", orArray: true);
                input.Media |= PartScan.Read(ref content, $"input[{index}].content");
                return role == 3 ? ItemKind.Answer : ItemKind.Message;
            case "function_call":
                Require(kinds, 4, index, "the id of the call, as a string");
                Require(kinds, 5, index, "the name of the function, as a string");
                Require(kinds, 6, index, "the arguments as JSON in a string");
                return ItemKind.Output;
            case "function_call_output":
                Require(kinds, 4, index, "the id of the call, as a string");
                Require(kinds, 7, index, "a string or an array of content parts", orArray: true);
                input.Media |= PartScan.Read(ref output, $"input[{index}].output");
                return ItemKind.Result;
            case "reasoning":
            case ImageItem.Kind when isMade:
                return ItemKind.Output;
            default:
                input.Pin ??= type == "item_reference"
                    ? StatePins.Item(dialect, index)
                    : StatePins.Wording(dialect, $"input[{index}]");
                return type.EndsWith("_output", StringComparison.Ordinal) || type is "item_reference" or "mcp_approval_response" ? ItemKind.Result : ItemKind.Output;
        }
    }

    private static int ReadRole(ref Utf8JsonReader reader, int index)
    {
        var role = RoleNames.Find(ref reader);
        return role >= 0 ? role : throw RequestFault.WrongValue($"input[{index}].role", JsonText.Read(ref reader), Roles);
    }

    private static void Require(Span<JsonTokenType> kinds, int member, int index, string expected, bool orArray = false)
    {
        switch (kinds[member])
        {
            case JsonTokenType.String:
            case JsonTokenType.StartArray when orArray:
                return;
            case JsonTokenType.None:
                throw RequestFault.Missing($"input[{index}].{Names[member]}", expected);
            default:
                throw RequestFault.WrongKind($"input[{index}].{Names[member]}", kinds[member], expected);
        }
    }
}
