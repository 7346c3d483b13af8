using System.Globalization;
using System.Text;
using System.Text.Json;
using static Wayleave.Testing.JsonValue;

namespace Wayleave.Testing;

/// <summary>A small JSON value that satisfies a JSON schema, as far as such schemas use types, enums, bounds and nested objects.</summary>
/// <remarks>Every declared property is written, so the required ones are; references are not followed.</remarks>
internal static class SchemaAnswer
{
    public static string For(JsonElement schema) => Render(json => Write(json, schema));

    public static string Object(string name, string value) => Render(json =>
    {
        json.WriteStartObject();
        json.WriteString(name, value);
        json.WriteEndObject();
    });

    private static string Render(Action<Utf8JsonWriter> write) => Encoding.UTF8.GetString(WireJson.Body(write).Span);

    private static void Write(Utf8JsonWriter json, JsonElement schema)
    {
        if (Member(schema, "const") is { ValueKind: not JsonValueKind.Undefined } constant)
        {
            constant.WriteTo(json);
            return;
        }

        foreach (var choice in (ReadOnlySpan<string>)["enum", "anyOf", "oneOf"])
        {
            if (Member(schema, choice) is { ValueKind: JsonValueKind.Array } values && values.GetArrayLength() > 0)
            {
                WriteChoice(json, values[0], isValue: choice == "enum");
                return;
            }
        }

        switch (TypeOf(schema))
        {
            case "string":
                WriteText(json, schema);
                break;
            case "integer" or "number":
                json.WriteNumberValue(Bound(schema, "minimum") ?? Math.Min(1, Bound(schema, "maximum") ?? 1));
                break;
            case "boolean":
                json.WriteBooleanValue(true);
                break;
            case "null":
                json.WriteNullValue();
                break;
            case "array":
                WriteArray(json, schema);
                break;
            default:
                WriteObject(json, schema);
                break;
        }
    }

    private static void WriteChoice(Utf8JsonWriter json, JsonElement first, bool isValue)
    {
        if (isValue)
        {
            first.WriteTo(json);
        }
        else
        {
            Write(json, first);
        }
    }

    private static void WriteText(Utf8JsonWriter json, JsonElement schema)
    {
        var text = "echo".PadRight(Bound(schema, "minLength") ?? 0, '.');
        json.WriteStringValue(text[..Math.Min(text.Length, Bound(schema, "maxLength") ?? text.Length)]);
    }

    private static void WriteArray(Utf8JsonWriter json, JsonElement schema)
    {
        json.WriteStartArray();
        var count = Bound(schema, "minItems") ?? Math.Min(1, Bound(schema, "maxItems") ?? 1);
        if (Member(schema, "items") is { ValueKind: JsonValueKind.Object } items)
        {
            for (var i = 0; i < count; i++)
            {
                Write(json, items);
            }
        }

        json.WriteEndArray();
    }

    private static void WriteObject(Utf8JsonWriter json, JsonElement schema)
    {
        json.WriteStartObject();
        if (Member(schema, "properties") is { ValueKind: JsonValueKind.Object } properties)
        {
            foreach (var property in properties.EnumerateObject())
            {
                json.WritePropertyName(property.Name);
                Write(json, property.Value);
            }
        }

        json.WriteEndObject();
    }

    private static string? TypeOf(JsonElement schema) => Member(schema, "type") switch
    {
        { ValueKind: JsonValueKind.String } type => Lower(type),
        { ValueKind: JsonValueKind.Array } types when types.GetArrayLength() > 0 => Lower(types[0]),
        _ => null,
    };

    // Gemini's own schemas write types in capitals, and bounds as strings.
    private static string? Lower(JsonElement type) => Text(type)?.ToLowerInvariant();

    private static int? Bound(JsonElement schema, string name) =>
        Member(schema, name) switch
        {
            { ValueKind: JsonValueKind.Number } value => (int)Math.Ceiling(value.GetDouble()),
            { ValueKind: JsonValueKind.String } value when int.TryParse(value.GetString(), CultureInfo.InvariantCulture, out var number) => number,
            _ => null,
        };
}
