using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace Wayleave.IntegrationTests.Shapes;

/// <summary>A file of JSON schemas, each under its name. Thread-safe.</summary>
internal sealed class SchemaFile
{
    private static readonly EvaluationOptions Options = new() { OutputFormat = OutputFormat.Hierarchical };

    private readonly ConcurrentDictionary<string, Lazy<JsonSchema>> _schemas = new();
    private readonly JsonObject _definitions;
    private readonly string _name;
    private readonly Dialect _dialect;

    /// <param name="name">The file's name, for messages.</param>
    /// <param name="definitions">The schemas, referring to each other as <c>#/$defs/{name}</c>.</param>
    /// <param name="allowsUnknownKeywords">Whether keywords that no draft has are passed over; they are mistakes otherwise.</param>
    public SchemaFile(string name, JsonObject definitions, bool allowsUnknownKeywords)
    {
        _dialect = allowsUnknownKeywords ? Dialect.Draft202012 : Dialect.V1;
        _name = name;
        _definitions = definitions;
    }

    /// <summary>Gets what is wrong with a value; empty when nothing is.</summary>
    public IEnumerable<string> Faults(string schema, JsonElement value)
    {
        schema = VariantOf(schema, value);
        var result = _schemas.GetOrAdd(schema, name => new Lazy<JsonSchema>(() => Build(name))).Value.Evaluate(value, Options);
        return result.IsValid ? [] : Errors(result).Select(error => $"{_name} {schema}: {error}").Distinct().Take(12);
    }

    // Neither a condition that does not hold is a fault, nor one choice where another is met.
    private static IEnumerable<string> Errors(EvaluationResults result) =>
        result.IsValid || result.EvaluationPath.ToString().EndsWith("/if", StringComparison.Ordinal)
            ? []
            : (result.Errors ?? new Dictionary<string, string>()).Select(error => $"'{result.InstanceLocation}' {error.Key}: {error.Value}")
                .Concat((result.Details ?? []).SelectMany(Errors));

    // Of many events the one that this is, so that faults are told of no other.
    private string VariantOf(string schema, JsonElement value)
    {
        var variants = _definitions[schema]?["oneOf"] ?? _definitions[schema]?["anyOf"];
        var type = value.ValueKind == JsonValueKind.Object && value.TryGetProperty("type", out var member) ? member.GetString() : null;
        return (variants as JsonArray ?? []).Select(static variant => (string?)variant!["$ref"]).OfType<string>().Select(static reference => reference["#/$defs/".Length..])
            .FirstOrDefault(name => _definitions[name]?["properties"]?["type"] is { } kind
                && ((string?)kind["const"] == type || (kind["enum"] as JsonArray ?? []).Any(one => (string?)one == type))) ?? schema;
    }

    private JsonSchema Build(string name)
    {
        if (!_definitions.ContainsKey(name))
        {
            throw new InvalidOperationException($"'{_name}' has no schema '{name}'.");
        }

        var root = new JsonObject { ["$ref"] = $"#/$defs/{name}", ["$defs"] = _definitions.DeepClone() };
        return JsonSchema.FromText(root.ToJsonString(), new BuildOptions { Dialect = _dialect });
    }
}
