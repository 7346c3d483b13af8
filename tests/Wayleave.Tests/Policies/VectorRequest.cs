using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Wayleave.Policies.Evaluation;
using Wayleave.Policies.Terms;

namespace Wayleave.Tests.Policies;

/// <summary>A request of a conformance vector, changed in its JSON.</summary>
internal sealed class VectorRequest(JsonObject json) : ITransformTarget
{
    public JsonObject Json { get; } = json;

    public static JsonNode NodeOf(ParameterValue value) => value.Kind switch
    {
        ParameterKind.Number => JsonValue.Create(value.Number),
        ParameterKind.Text => JsonValue.Create(value.String),
        ParameterKind.Flag => JsonValue.Create(value.Flag),
        ParameterKind.Record => new JsonObject(value.Keys.Select((key, index) => KeyValuePair.Create<string, JsonNode?>(Encoding.UTF8.GetString(key), NodeOf(value.Items[index])))),
        _ => new JsonArray([.. value.Items.Select(NodeOf)]),
    };

    public double? NumberOf(string name) => Json[name] is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? value.GetValue<double>() : null;

    public void Set(string name, double value) => Json[name] = value;

    public void Set(string name, ParameterValue value) => Json[name] = NodeOf(value);

    public void Remove(string name) => Json.Remove(name);

    public void SetFilter(string kind, ParameterValue recipe, double? seed)
    {
        var filter = new JsonObject { ["recipe"] = NodeOf(recipe) };
        if (seed is { } known)
        {
            filter["seed"] = known;
        }

        if (Json["_filters"] is not JsonObject filters)
        {
            Json["_filters"] = filters = [];
        }

        filters[kind] = filter;
    }
}
