using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.Gemini;

/// <summary>Encodes the tools and how they may be called.</summary>
/// <remarks>
/// Schemas go as <c>parametersJsonSchema</c>, which takes JSON Schema as it is, and not as <c>parameters</c>, which takes a subset
/// of OpenAPI and would need every schema rewritten.
/// </remarks>
internal static class ToolEncoder
{
    public static void Write(Utf8JsonWriter writer, in ProviderRequest request)
    {
        var options = request.Options;
        var functions = 0;
        if (options.Tools is { Count: > 0 } tools)
        {
            functions = tools.Count(static tool => tool is AIFunctionDeclaration);
            writer.WriteStartArray("tools"u8);
            WriteFunctions(writer, tools, functions, request);
            foreach (var tool in tools)
            {
                if (tool is not AIFunctionDeclaration)
                {
                    WriteHosted(writer, tool);
                }
            }

            writer.WriteEndArray();
        }

        WriteMode(writer, options, functions);
        if (options.AllowMultipleToolCalls == false && functions > 0 && options.ToolMode is not NoneChatToolMode)
        {
            throw RequestFault.NotExpressible(
                GeminiDialect.Api, "The wish for one tool call at a time", "Leave it out and expect several, or choose a model of another provider.", "parallel_tool_calls");
        }
    }

    private static void WriteFunctions(Utf8JsonWriter writer, IList<AITool> tools, int count, in ProviderRequest request)
    {
        if (count == 0)
        {
            return;
        }

        writer.WriteStartObject();
        writer.WriteStartArray("functionDeclarations"u8);
        foreach (var tool in tools)
        {
            if (tool is not AIFunctionDeclaration function)
            {
                continue;
            }

            writer.WriteStartObject();
            writer.WriteString("name"u8, function.Name);
            if (!string.IsNullOrEmpty(function.Description))
            {
                writer.WriteString("description"u8, function.Description);
            }

            // The hub's "anything goes" is an empty schema or true, which is said here by saying nothing.
            if (function.JsonSchema.ValueKind == JsonValueKind.Object && function.JsonSchema.EnumerateObject().MoveNext())
            {
                writer.WritePropertyName("parametersJsonSchema"u8);
                HubJson.TryWritePlain(writer, function.JsonSchema);
            }

            MemberLoss.NameOfTool(request, function);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteHosted(Utf8JsonWriter writer, AITool tool)
    {
        writer.WriteStartObject();
        writer.WriteStartObject(tool switch
        {
            HostedWebSearchTool => "googleSearch"u8,
            HostedCodeInterpreterTool => "codeExecution"u8,
            _ => throw RequestFault.NotExpressible(GeminiDialect.Api, tool),
        });
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteMode(Utf8JsonWriter writer, ChatOptions options, int functions)
    {
        if (options.ToolMode is not { } mode)
        {
            return;
        }

        if (functions == 0)
        {
            // Without functions there is nothing to choose; only a demand cannot be met.
            if (mode is RequiredChatToolMode)
            {
                throw RequestFault.NotExpressible(GeminiDialect.Api, "A demand for a tool call without a function", "State the functions in 'tools'.", "tool_choice");
            }

            return;
        }

        writer.WriteStartObject("toolConfig"u8);
        writer.WriteStartObject("functionCallingConfig"u8);
        writer.WriteString("mode"u8, mode switch
        {
            NoneChatToolMode => "NONE"u8,
            RequiredChatToolMode => "ANY"u8,
            _ => "AUTO"u8,
        });
        if (mode is RequiredChatToolMode { RequiredFunctionName: { } name })
        {
            writer.WriteStartArray("allowedFunctionNames"u8);
            writer.WriteStringValue(name);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
