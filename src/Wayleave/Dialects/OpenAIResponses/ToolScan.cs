using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>Checks the tools of a request and makes of each a tool that is read when somebody looks.</summary>
internal static class ToolScan
{
    private const string ExpectedName = "the name of the function, as a string";

    private static readonly NameTable Names = new("type", "name", "description", "parameters", "strict");

    /// <param name="reader">Stands on the array.</param>
    /// <param name="body">The body that it reads.</param>
    /// <param name="dialect">The dialect.</param>
    /// <param name="pin">Becomes the first tool that only a provider of this dialect can run.</param>
    public static List<AITool> Read(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, ChatDialect dialect, ref DialectPin? pin)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw RequestFault.WrongKind("tools", reader.TokenType, "an array of tools");
        }

        var tools = new List<AITool>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var tool = ReadTool(ref reader, body, dialect, tools.Count);
            if (tool is WireRawTool)
            {
                pin ??= StatePins.Tool(dialect, tools.Count);
            }

            tools.Add(tool);
        }

        return tools;
    }

    private static AITool ReadTool(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, ChatDialect dialect, int index)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw RequestFault.WrongKind($"tools[{index}]", reader.TokenType, "an object with a type");
        }

        var start = (int)reader.TokenStartIndex;
        var seen = 0;
        var nameKind = JsonTokenType.None;
        var nameIsEmpty = false;
        string? type = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = Names.Find(ref reader);
            if (member >= 0 && (seen & (1 << member)) != 0)
            {
                throw RequestFault.Duplicate($"tools[{index}].{Names[member]}");
            }

            seen |= member >= 0 ? 1 << member : 0;
            reader.Read();
            if (member == 0)
            {
                type = Values.Text(ref reader, $"tools[{index}].type", "a string such as \"function\"");
            }
            else if (member == 1)
            {
                nameKind = reader.TokenType;
                nameIsEmpty = nameKind == JsonTokenType.String && reader.ValueSpan.IsEmpty;
            }

            reader.Skip();
        }

        var json = body[start..(int)reader.BytesConsumed];
        if (type is null)
        {
            throw RequestFault.Missing($"tools[{index}].type", "a string such as \"function\"");
        }

        if (type != "function")
        {
            return new WireRawTool(dialect, type, json);
        }

        return nameKind switch
        {
            JsonTokenType.None => throw RequestFault.Missing($"tools[{index}].name", ExpectedName),
            JsonTokenType.String when nameIsEmpty => throw RequestFault.Empty($"tools[{index}].name", ExpectedName),
            JsonTokenType.String => new WireFunctionTool(dialect, json, wrapper: null, "parameters"),
            _ => throw RequestFault.WrongKind($"tools[{index}].name", nameKind, ExpectedName),
        };
    }
}
