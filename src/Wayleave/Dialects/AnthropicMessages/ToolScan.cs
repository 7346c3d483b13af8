using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>Checks the tools of a request and makes of each a tool that is read when somebody looks.</summary>
/// <remarks>A tool without a type, or of type <c>custom</c>, is a function; all others run at the provider and stay as they came.</remarks>
internal static class ToolScan
{
    private static readonly NameTable Names = new("type", "name", "description", "input_schema");

    public static List<AITool> Read(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw RequestFault.WrongKind("tools", reader.TokenType, "an array of tools");
        }

        var tools = new List<AITool>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            tools.Add(ReadTool(ref reader, body, new ScanPath("tools", tools.Count)));
        }

        return tools;
    }

    private static AITool ReadTool(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, in ScanPath path)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw RequestFault.WrongKind(path.ToString(), reader.TokenType, "an object with a name and an input_schema");
        }

        var start = (int)reader.TokenStartIndex;
        string? type = null;
        var isSchemaObject = false;
        var members = new MemberScan(Names, path);
        while (members.Next(ref reader, out var member))
        {
            switch (member)
            {
                case 0 when reader.TokenType == JsonTokenType.Null:
                    break;
                case 0:
                    type = Values.Text(ref reader, path.At("type"), "a string such as \"custom\"");
                    break;
                case 1 when reader.TokenType != JsonTokenType.String || reader.ValueSpan.IsEmpty:
                    throw RequestFault.WrongKind(path.At("name"), reader.TokenType, "the name of the tool, as a string");
                case 3:
                    isSchemaObject = reader.TokenType == JsonTokenType.StartObject;
                    reader.Skip();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        var json = body[start..(int)reader.BytesConsumed];
        if (type is not (null or "custom"))
        {
            return new WireRawTool(AnthropicMessagesDialect.Instance, type, json);
        }

        return !members.Has(1) ? throw RequestFault.Missing(path.At("name"), "the name of the tool, as a string")
            : !isSchemaObject ? throw RequestFault.Missing(path.At("input_schema"), "a JSON schema, as an object")
            : new WireFunctionTool(AnthropicMessagesDialect.Instance, json, wrapper: null, "input_schema");
    }
}
