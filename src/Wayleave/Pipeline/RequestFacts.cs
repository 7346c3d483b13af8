using Wayleave.Affinity;
using Wayleave.Dialects;
using Wayleave.Planning;

namespace Wayleave.Pipeline;

/// <summary>What planning saw of a request beside its name and its caller, without any content: enough to plan it again.</summary>
internal readonly record struct RequestFacts
{
    /// <summary>Gets a value that tells whether planning was reached; all else is without meaning when not.</summary>
    public bool IsKnown { get; init; }

    /// <summary>Gets the capabilities that the request needs for certain.</summary>
    public CapabilitySet Capabilities { get; init; }

    /// <summary>Gets the largest answer that it asks for, in tokens; null when it does not say.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>Gets a value that tells whether it asks for JSON without a schema.</summary>
    public bool AsksForJson { get; init; }

    /// <summary>Gets a value that tells whether nothing of it may be kept.</summary>
    public bool NoLog { get; init; }

    /// <summary>Gets a value that tells whether its inputs are token ids.</summary>
    public bool HasTokens { get; init; }

    /// <summary>Gets its seed, or null.</summary>
    public long? Seed { get; init; }

    /// <summary>Gets its number over the route that it asked for, by which load is spread.</summary>
    public long Number { get; init; }

    /// <summary>Gets its conversation, or null.</summary>
    public AffinityKey? Conversation { get; init; }

    /// <summary>Gets the candidate to which its conversation was bound, or null.</summary>
    public string? Binding { get; init; }

    /// <summary>Gets what kept it to providers of one dialect, or null.</summary>
    public DialectPin? Pin { get; init; }

    /// <summary>Gets the models that it asked for after the first, in order; null when planning was not reached.</summary>
    public string[]? OtherModels { get; init; }

    /// <summary>Gets the policy that it brought, its preferences included, or null.</summary>
    public Policies.Policy? Policy { get; init; }
}
