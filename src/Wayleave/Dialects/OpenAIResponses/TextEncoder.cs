using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>Encodes the field <c>text</c>.</summary>
internal static class TextEncoder
{
    /// <param name="writer">Where to.</param>
    /// <param name="options">The options.</param>
    /// <param name="original">The caller's request in this dialect, whose other members of the field stay; or null.</param>
    /// <param name="verbosity">How wordy the answer shall be, as another dialect's request stated it; or null.</param>
    public static void Write(Utf8JsonWriter writer, RoutedChatOptions options, OpenAIResponsesWireRequest? original, string? verbosity)
    {
        var others = original?.FindValue(RequestField.Text);
        if (options.ResponseFormat is null && verbosity is null && others is null)
        {
            return;
        }

        writer.WriteStartObject("text"u8);
        if (options.ResponseFormat is { } format)
        {
            WriteFormat(writer, format, options);
        }

        if (verbosity is not null)
        {
            writer.WriteString("verbosity"u8, verbosity);
        }

        if (others is { ValueKind: JsonValueKind.Object } stated)
        {
            foreach (var property in stated.EnumerateObject())
            {
                var name = JsonText.ReadName(property);
                if (name != "format")
                {
                    writer.WritePropertyName(name);
                    HubJson.TryWritePlain(writer, property.Value);
                }
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteFormat(Utf8JsonWriter writer, ChatResponseFormat format, RoutedChatOptions options)
    {
        writer.WriteStartObject("format"u8);
        if (format is not ChatResponseFormatJson json)
        {
            writer.WriteString("type"u8, "text"u8);
        }
        else if (json.Schema is not { } schema)
        {
            writer.WriteString("type"u8, "json_object"u8);
        }
        else
        {
            writer.WriteString("type"u8, "json_schema"u8);
            writer.WriteString("name"u8, json.SchemaName ?? "response");
            if (json.SchemaDescription is { } description)
            {
                writer.WriteString("description"u8, description);
            }

            writer.WritePropertyName("schema"u8);
            HubJson.TryWritePlain(writer, schema);
            if (options.AdditionalProperties?.TryGetValue("strict", out var strict) == true && strict is bool or JsonElement)
            {
                writer.WritePropertyName("strict"u8);
                HubJson.TryWritePlain(writer, strict);
            }
            else if (options.Wire?.StrictSchema is { } stated)
            {
                writer.WriteBoolean("strict"u8, stated);
            }
        }

        writer.WriteEndObject();
    }
}
