using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.Gemini;

/// <summary>Encodes the result of a tool call.</summary>
/// <remarks>The API wants an object and reads its members <c>output</c> and <c>error</c>; every result is wrapped, whatever it looks like.</remarks>
internal static class ResultEncoder
{
    public static void Write(Utf8JsonWriter writer, FunctionResultContent result, string name)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("functionResponse"u8);
        if (result.CallId.Length > 0 && !CallIds.IsOurs(result.CallId))
        {
            writer.WriteString("id"u8, result.CallId);
        }

        writer.WriteString("name"u8, name);
        var contents = result.Result switch
        {
            AIContent one => [one],
            IEnumerable<AIContent> several => [.. several],
            _ => (List<AIContent>?)null,
        };
        writer.WriteStartObject("response"u8);
        if (result is { Result: null, Exception: not null })
        {
            writer.WriteString("error"u8, "The tool failed."u8);
        }
        else
        {
            writer.WritePropertyName(ToolResult.IsError(result) ? "error"u8 : "output"u8);
            WriteOutput(writer, result.Result, contents);
        }

        writer.WriteEndObject();
        WriteMedia(writer, contents);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteOutput(Utf8JsonWriter writer, object? value, List<AIContent>? contents)
    {
        if (contents is not null)
        {
            writer.WriteStringValue(string.Concat(contents.OfType<TextContent>().Select(static text => text.Text)));
        }
        else if (value is null)
        {
            writer.WriteStringValue(""u8);
        }
        else
        {
            HubJson.Write(writer, value);
        }
    }

    private static void WriteMedia(Utf8JsonWriter writer, List<AIContent>? contents)
    {
        if (contents is null || contents.TrueForAll(static content => content is TextContent))
        {
            return;
        }

        writer.WriteStartArray("parts"u8);
        foreach (var content in contents)
        {
            if (content is TextContent)
            {
                continue;
            }

            writer.WriteStartObject();
            PartEncoder.WriteData(writer, content as DataContent ?? throw RequestFault.NotExpressible(
                GeminiDialect.Api, $"A tool result with a content of type '{ContentKind.Of(content)}'", "Send text, or media by their bytes."));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
