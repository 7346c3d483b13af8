using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace Wayleave.IntegrationTests.Shapes;

/// <summary>A file of JSON schemas, each under its name. Thread-safe.</summary>
internal sealed class SchemaFile
{
    private static readonly EvaluationOptions Options = new() { OutputFormat = OutputFormat.List };

    private readonly ConcurrentDictionary<string, Lazy<JsonSchema>> _schemas = new();
    private readonly JsonObject _definitions;
    private readonly string _name;

    /// <param name="name">The file's name, for messages.</param>
    /// <param name="definitions">The schemas, referring to each other as <c>#/$defs/{name}</c>.</param>
    public SchemaFile(string name, JsonObject definitions)
    {
        _name = name;
        _definitions = definitions;
    }

    /// <summary>Gets what is wrong with a value; empty when nothing is.</summary>
    public IEnumerable<string> Faults(string schema, JsonElement value)
    {
        var result = _schemas.GetOrAdd(schema, name => new Lazy<JsonSchema>(() => Build(name))).Value.Evaluate(value, Options);
        return result.IsValid ? [] : Errors(result).Select(error => $"{_name} {schema}: {error}").Distinct().Take(12);
    }

    private static IEnumerable<string> Errors(EvaluationResults results) =>
        (results.Details ?? []).Append(results)
            // A condition that does not hold is no fault.
            .Where(static result => result.Errors is not null && !result.EvaluationPath.ToString().Contains("/if", StringComparison.Ordinal))
            .SelectMany(static result => result.Errors!.Select(error => $"'{result.InstanceLocation}' {error.Key}: {error.Value}"));

    private JsonSchema Build(string name)
    {
        if (!_definitions.ContainsKey(name))
        {
            throw new InvalidOperationException($"'{_name}' has no schema '{name}'.");
        }

        var root = new JsonObject { ["$ref"] = $"#/$defs/{name}", ["$defs"] = _definitions.DeepClone() };
        return JsonSchema.FromText(root.ToJsonString());
    }
}
