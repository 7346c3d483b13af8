using Wayleave.Policies.Building;

namespace Wayleave.Policies;

/// <summary>Where policies written in C# begin: what a condition or a score looks at. <c>GET /x/fields</c> lists what there is.</summary>
public static class Field
{
    /// <summary>Gets the condition that everybody satisfies.</summary>
    public static PolicyPredicate Any { get; } = new(TermText.Of("top"));

    /// <summary>Gets the condition that a candidate can do what the request needs: its tools, images, JSON and context.</summary>
    public static PolicyPredicate MeetsRequest { get; } = new(TermText.Of("meets_req"));

    /// <summary>Gets the provider's id.</summary>
    public static CategoryField Provider { get; } = new("provider");

    /// <summary>Gets the model's family.</summary>
    public static CategoryField Family { get; } = new("family");

    /// <summary>Gets the deployment's region.</summary>
    public static CategoryField Region { get; } = new("region");

    /// <summary>Gets the tier.</summary>
    public static CategoryField Tier { get; } = new("tier");

    /// <summary>Gets a numeric field.</summary>
    /// <param name="name">The name, such as <c>price_in</c>, <c>latency_ms</c> or <c>bench_intelligence</c>.</param>
    /// <returns>The field, to compare or to score by.</returns>
    public static NumberField Number(string name) => new(name);

    /// <summary>Gets the condition that a yes-or-no field is yes.</summary>
    /// <param name="name">The name, such as <c>no_log</c>.</param>
    /// <returns>The condition <c>["is", name]</c>.</returns>
    public static PolicyPredicate Flag(string name) => new(TermText.Of("is", TermText.Quote(name)));

    /// <summary>Gets a categorical field of which a host declared the name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The field.</returns>
    public static CategoryField Category(string name) => new(name);

    /// <summary>Gets the condition that the tier is one or a higher one.</summary>
    /// <param name="tier">The lowest tier, such as <c>resale</c>.</param>
    /// <returns>The condition <c>["min_tier", tier]</c>.</returns>
    public static PolicyPredicate TierAtLeast(string tier) => new(TermText.Of("min_tier", TermText.Quote(tier)));

    /// <summary>Gets the condition that a model has a capability.</summary>
    /// <param name="name">The capability, such as <c>vision</c>.</param>
    /// <returns>The condition <c>["has_cap", name]</c>.</returns>
    public static PolicyPredicate Capability(string name) => new(TermText.Of("has_cap", TermText.Quote(name)));

    /// <summary>Gets a score that is the same for everybody.</summary>
    /// <param name="value">The score; finite.</param>
    /// <returns>The score <c>["lit", value]</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is not finite.</exception>
    public static PolicyScore Constant(double value) => new(TermText.Of("lit", TermText.Number(value)));
}
