using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects;

/// <summary>Writes values of any type that a program put into the hub's types, without reflection where the host compiles ahead of time.</summary>
internal static class HubJson
{
    public static string Serialize(IEnumerable<KeyValuePair<string, object?>> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, DialectJson.WriterOptions))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in members)
            {
                writer.WritePropertyName(name);
                Write(writer, value);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static string Serialize(object? value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, DialectJson.WriterOptions))
        {
            Write(writer, value);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <exception cref="RouteException"><c>invalid_request</c>: the type has no JSON contract.</exception>
    public static void Write(Utf8JsonWriter writer, object? value)
    {
        if (TryWritePlain(writer, value))
        {
            return;
        }

        if (!AIJsonUtilities.DefaultOptions.TryGetTypeInfo(value!.GetType(), out var contract))
        {
            throw new RouteException(
                RouteErrorCode.InvalidRequest,
                FaultOrigin.Caller,
                $"A value of type '{value.GetType()}' in a tool call or tool result could not be written as JSON. Pass a JsonElement or a string, or register the type with AIJsonUtilities.DefaultOptions' resolver.");
        }

        JsonSerializer.Serialize(writer, value, contract);
    }

    /// <summary>Writes a member whose value is JSON, a string, a boolean or a number.</summary>
    /// <returns>Whether the value was one of these; otherwise only the name was written.</returns>
    public static bool TryWriteMember(Utf8JsonWriter writer, string name, object? value)
    {
        writer.WritePropertyName(name);
        return TryWritePlain(writer, value);
    }

    /// <summary>Writes JSON values, strings, booleans and numbers.</summary>
    /// <returns>Whether the value was one of these; otherwise nothing was written.</returns>
    public static bool TryWritePlain(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                return true;
            case JsonElement { ValueKind: JsonValueKind.Undefined }:
                writer.WriteNullValue();
                return true;
            case JsonElement element:
                // As it came: rewriting would stumble over half a surrogate pair.
                writer.WriteRawValue(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(element), skipInputValidation: true);
                return true;
            case JsonNode node:
                node.WriteTo(writer);
                return true;
            case string text:
                writer.WriteStringValue(text);
                return true;
            case bool flag:
                writer.WriteBooleanValue(flag);
                return true;
            case int number:
                writer.WriteNumberValue(number);
                return true;
            case long number:
                writer.WriteNumberValue(number);
                return true;
            case double number when double.IsFinite(number):
                writer.WriteNumberValue(number);
                return true;
            case float number when float.IsFinite(number):
                writer.WriteNumberValue(number);
                return true;
            case decimal number:
                writer.WriteNumberValue(number);
                return true;
            default:
                return false;
        }
    }
}
