using System.Text.Json.Nodes;

namespace Wayleave.Tests.Policies;

/// <summary>Makes well-sorted terms over a few names, so that they often meet the candidates of <see cref="RandomCandidates"/>.</summary>
internal sealed class RandomTerm(Random random)
{
    private static readonly string[] Numeric = ["price_in", "price_out", "latency_ms", "tok_s", "success_rate", "context"];
    private static readonly string[] Relations = ["lt", "le", "eq", "ne", "ge", "gt"];
    private static readonly string[] Tiers = ["fallback", "marketplace", "partner"];
    private static readonly double[] Numbers = [0, 1, 2, -1, 0.1, 0.5, 3.75, 1e-5, 1e17];

    public JsonArray Policy() => Term("policy", Predicate(4), Scorer(4), Selector(), Term("id"), Term("always", new JsonObject { ["action"] = "next_candidate" }));

    public JsonArray Predicate(int depth) => random.Next(depth > 0 ? 13 : 9) switch
    {
        0 => Term("top"),
        1 => Term("bot"),
        2 => Term("is", random.Next(2) == 0 ? "has_tee" : "no_log"),
        3 => Term("tier_eq", One(Tiers)),
        4 => Term("min_tier", One(Tiers)),
        5 => Term("provider_eq", Name()),
        6 => Term("family_eq", Name()),
        7 => Term("has_cap", Name()),
        8 => Term("cmp", One(Numeric), One(Relations), Number()),
        9 or 10 => Many("and", () => Predicate(depth - 1)),
        11 => Many("or", () => Predicate(depth - 1)),
        _ => Term("not", Predicate(depth - 1)),
    };

    public JsonArray Scorer(int depth) => random.Next(depth > 0 ? 10 : 3) switch
    {
        0 => Term("zero"),
        1 => Term("lit", Number()),
        2 => Term("field", One(Numeric)),
        3 or 4 or 5 => Many("add", () => Scorer(depth - 1)),
        6 => Term("scale", Number(), Scorer(depth - 1)),
        7 => random.Next(2) == 0 ? Term("neg", Scorer(depth - 1)) : Term("clamp", Number(), Number(), Scorer(depth - 1)),
        8 => Term("normalize", Scorer(depth - 1)),
        _ => Term("gate", Predicate(2), Scorer(depth - 1)),
    };

    public JsonArray Selector() => random.Next(5) switch
    {
        0 => Term("ordered"),
        1 => Term("sample", Number()),
        2 => Term("top_k", random.Next(1, 9), Selector()),
        3 => Term("chain", new JsonArray(new JsonObject { ["provider"] = Name(), ["model"] = Name() }, new JsonObject { ["provider_id"] = Name(), ["model_family"] = Name() })),
        _ => Term("argmax"),
    };

    /// <summary>The same term with the children of <c>and</c>, <c>or</c> and <c>add</c> in another order.</summary>
    public JsonNode? Shuffled(JsonNode? node)
    {
        if (node is not JsonArray array)
        {
            return node?.DeepClone();
        }

        var children = array.Select(Shuffled).ToArray();
        if (children is [JsonValue name, ..] && name.ToString() is "and" or "or" or "add")
        {
            random.Shuffle(children.AsSpan(1));
        }

        return new JsonArray(children);
    }

    private static JsonArray Term(string name, params JsonNode[] arguments) => new([name, .. arguments]);

    private JsonArray Many(string name, Func<JsonArray> child) => Term(name, [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => (JsonNode)child())]);

    private string Name() => One(["a", "b", "c", "é"]);

    private double Number() => Numbers[random.Next(Numbers.Length)];

    private string One(string[] names) => names[random.Next(names.Length)];
}
