using System.Text.Json.Nodes;

namespace Wayleave.IntegrationTests.Shapes;

/// <summary>Makes plain JSON schemas of those in an OpenAPI document.</summary>
internal static class VendorDocument
{
    private const string Components = "#/components/schemas/";

    public static SchemaFile Load(string name, JsonObject document)
    {
        var schemas = document["components"]!["schemas"]!.AsObject();
        RewriteAll(schemas);
        return new SchemaFile(name, schemas, allowsUnknownKeywords: true);
    }

    private static void RewriteAll(JsonNode? schemas)
    {
        foreach (var schema in schemas switch { JsonObject map => map.Select(static one => one.Value), JsonArray list => list, _ => [] })
        {
            Rewrite(schema);
        }
    }

    private static void Rewrite(JsonNode? node)
    {
        if (node is not JsonObject schema)
        {
            return;
        }

        // A property may be called like a keyword, so only what is a schema is read as one.
        RewriteAll(schema["properties"]);
        foreach (var choices in (string[])["anyOf", "oneOf", "allOf"])
        {
            RewriteAll(schema[choices]);
        }

        foreach (var single in (string[])["items", "additionalProperties", "not"])
        {
            Rewrite(schema[single]);
        }

        if (schema["$ref"] is JsonValue reference && reference.GetValue<string>() is { } target && target.StartsWith(Components, StringComparison.Ordinal))
        {
            schema["$ref"] = "#/$defs/" + target[Components.Length..];
        }

        // Words of OpenAPI 3.0 that newer JSON schemas say otherwise.
        if (schema["exclusiveMinimum"] is JsonValue exclusive && exclusive.TryGetValue<bool>(out var isExclusive))
        {
            var minimum = schema["minimum"]?.DeepClone();
            schema.Remove("exclusiveMinimum");
            if (isExclusive && minimum is not null)
            {
                schema.Remove("minimum");
                schema["exclusiveMinimum"] = minimum;
            }
        }

        Relax(schema);
        if (schema["nullable"] is JsonValue nullable && nullable.TryGetValue<bool>(out var isNullable))
        {
            schema.Remove("nullable");
            if (isNullable)
            {
                var inner = schema.DeepClone();
                schema.Clear();
                schema["anyOf"] = new JsonArray(inner, new JsonObject { ["type"] = "null" });
            }
        }

    }

    // Where the documents are stricter than the examples in them: Anthropic's demands members that have a default, and its examples leave
    // them out; OpenAI's has no null for members that may be absent, and its examples write it.
    private static void Relax(JsonObject schema)
    {
        if (schema["properties"] is not JsonObject properties)
        {
            return;
        }

        var required = schema["required"] as JsonArray ?? [];
        foreach (var (name, property) in properties.ToList())
        {
            if (property is JsonObject stated && stated.ContainsKey("default") && name != "type")
            {
                required.RemoveAll(item => item?.GetValue<string>() == name);
            }

            if (!required.Any(item => item?.GetValue<string>() == name))
            {
                properties[name] = new JsonObject { ["anyOf"] = new JsonArray(property?.DeepClone(), new JsonObject { ["type"] = "null" }) };
            }
        }
    }
}
