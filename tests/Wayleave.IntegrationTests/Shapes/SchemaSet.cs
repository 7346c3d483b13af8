using System.Text.Json;
using System.Text.Json.Nodes;
using Wayleave.Tests.Shared;

namespace Wayleave.IntegrationTests.Shapes;

/// <summary>What every answer must look like: our own schemas, and those of the vendors where a variable names them.</summary>
internal static class SchemaSet
{
    /// <summary>The environment variable that names a directory with <c>openai.json</c> and <c>anthropic.json</c>, the vendors' OpenAPI documents.</summary>
    public const string VendorVariable = "WAYLEAVE_VENDOR_SCHEMAS";

    private static readonly Dictionary<string, SchemaFile> Own = new[] { "openai-chat", "openai-responses", "openai-common", "anthropic-messages" }
        .ToDictionary(static name => name, static name => new SchemaFile(name, Parse(RepositoryFiles.PathOf($"tests/Shared/Schemas/{name}.json"))["$defs"]!.AsObject(), allowsUnknownKeywords: false));

    private static readonly Dictionary<string, SchemaFile> Vendors = Environment.GetEnvironmentVariable(VendorVariable) is { Length: > 0 } directory
        ? new[] { "openai", "anthropic" }.ToDictionary(static name => name, name => VendorDocument.Load($"vendor's {name}", Parse(Path.Combine(directory, $"{name}.json"))))
        : [];

    public static bool HasVendors => Vendors.Count > 0;

    /// <summary>Gets what is wrong with a body or the data of an event; empty when nothing is.</summary>
    public static IEnumerable<string> Faults(Shape shape, JsonElement value)
    {
        var faults = Own[shape.File].Faults(shape.Name, value);
        return HasVendors && shape.VendorSchema is { } vendors ? faults.Concat(Vendors[shape.Vendor].Faults(vendors, value)) : faults;
    }

    private static JsonObject Parse(string path) => JsonNode.Parse(File.ReadAllText(path))!.AsObject();
}
