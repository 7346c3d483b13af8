using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIChat;

/// <summary>Checks the tools of a request and makes of each a tool that is read when somebody looks.</summary>
internal static class ToolScan
{
    private const string ExpectedName = "the name of the function, as a string";

    private static readonly NameTable Names = new("type", "function");
    private static readonly NameTable FunctionNames = new("name", "description", "parameters");

    public static List<AITool> Read(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw RequestFault.WrongKind("tools", reader.TokenType, "an array of tools");
        }

        var tools = new List<AITool>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            tools.Add(ReadTool(ref reader, body, tools.Count));
        }

        return tools;
    }

    private static AITool ReadTool(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, int index)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw RequestFault.WrongKind($"tools[{index}]", reader.TokenType, "an object with a type");
        }

        var start = (int)reader.TokenStartIndex;
        var seen = 0;
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
                type = reader.TokenType == JsonTokenType.String && JsonText.ValueEquals(ref reader, "function"u8)
                    ? "function"
                    : Values.Text(ref reader, $"tools[{index}].type", "a string such as \"function\"");
            }
            else if (member == 1)
            {
                ReadFunction(ref reader, index);
            }
            else
            {
                reader.Skip();
            }
        }

        var json = body[start..(int)reader.BytesConsumed];
        var hasFunction = (seen & 2) != 0;
        return type switch
        {
            null => throw RequestFault.Missing($"tools[{index}].type", "a string such as \"function\""),
            "function" when !hasFunction => throw RequestFault.Missing($"tools[{index}].function", "an object with a name"),
            "function" => new WireFunctionTool(OpenAIChatDialect.Instance, json, "function", "parameters"),
            _ => new WireRawTool(OpenAIChatDialect.Instance, type, json),
        };
    }

    private static void ReadFunction(ref Utf8JsonReader reader, int index)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw RequestFault.WrongKind($"tools[{index}].function", reader.TokenType, "an object with a name");
        }

        var seen = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = FunctionNames.Find(ref reader);
            if (member >= 0 && (seen & (1 << member)) != 0)
            {
                throw RequestFault.Duplicate($"tools[{index}].function.{FunctionNames[member]}");
            }

            seen |= member >= 0 ? 1 << member : 0;
            reader.Read();
            if (member == 0 && (reader.TokenType != JsonTokenType.String || reader.ValueSpan.IsEmpty))
            {
                throw RequestFault.WrongKind($"tools[{index}].function.name", reader.TokenType, ExpectedName);
            }

            reader.Skip();
        }

        if ((seen & 1) == 0)
        {
            throw RequestFault.Missing($"tools[{index}].function.name", ExpectedName);
        }
    }
}
