using System.Text.Json.Nodes;

namespace Wayleave.IntegrationTests.Shapes;

/// <summary>Makes plain JSON schemas of those in an OpenAPI document.</summary>
internal static class VendorDocument
{
    private const string Components = "#/components/schemas/";

    public static SchemaFile Load(string name, JsonObject document)
    {
        var schemas = document["components"]!["schemas"]!.AsObject();
        Rewrite(schemas);
        return new SchemaFile(name, schemas);
    }

    private static void Rewrite(JsonNode? node)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
            {
                Rewrite(item);
            }
        }

        if (node is not JsonObject schema)
        {
            return;
        }

        foreach (var (_, member) in schema.ToList())
        {
            Rewrite(member);
        }

        if (schema["$ref"] is JsonValue reference && reference.GetValue<string>() is { } target && target.StartsWith(Components, StringComparison.Ordinal))
        {
            schema["$ref"] = "#/$defs/" + target[Components.Length..];
        }

        // Words of OpenAPI 3.0, or of nobody, that a validator of JSON schemas does not know.
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

        schema.Remove("discriminator");
        schema.Remove("example");
        schema.Remove("examples");
    }
}
