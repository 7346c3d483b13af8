using Microsoft.Extensions.AI;
using Wayleave.Affinity;
using Wayleave.Dialects;
using Wayleave.Dialects.Hints;
using Wayleave.Planning;

namespace Wayleave.Pipeline;

/// <summary>What planning sees of a request beside its name and its caller, without any content: enough to plan it again.</summary>
/// <remarks>A part of the trace, not a value to hand around; it is large.</remarks>
internal struct RequestFacts
{
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

    /// <summary>Gets what kept it to providers of one dialect, or null.</summary>
    public DialectPin? Pin { get; init; }

    /// <summary>Gets the models that it asked for after the first, in order; null when it lists none.</summary>
    public string[]? OtherModels { get; init; }

    /// <summary>Gets whom it prefers, in OpenRouter's vocabulary, or null.</summary>
    public ProviderPreferences? Preferences { get; init; }

    /// <summary>Gets or sets its conversation; null when it has none, or was refused before anybody asked.</summary>
    public AffinityKey? Conversation { get; set; }

    /// <summary>Gets or sets the candidate to which its conversation was bound, or null.</summary>
    public string? Binding { get; set; }

    /// <summary>Gets or sets its number over the route that it asked for, by which load is spread; 0 when it was refused before anybody counted.</summary>
    public long Number { get; set; }

    /// <summary>Gets or sets the policy that it brought; null when it brought none, or none that was admitted.</summary>
    public Policies.Policy? Policy { get; set; }

    /// <summary>Gets or sets the text of a policy that was not admitted, or not yet when the request was refused; null otherwise.</summary>
    public string? PolicyText { get; set; }

    /// <summary>Reads what is known before the first rule. It is read whether a rule asks or not: when the trace is looked at again, the content is gone.</summary>
    public static RequestFacts Of(WayleaveContext context, IEnumerable<ChatMessage> messages, RoutedChatOptions options) => new()
    {
        Capabilities = context.Embedding is null ? RequestNeeds.CapabilitiesOf(messages, options) : CapabilitySet.None,
        MaxOutputTokens = options.MaxOutputTokens,
        AsksForJson = options.ResponseFormat is ChatResponseFormatJson { Schema: null },
        NoLog = options.NoLog,
        HasTokens = context.Embedding is { HasTokens: true },
        Seed = options.Seed,
        Pin = options.Wire?.Pin,
        OtherModels = (options.FallbackModels ?? options.Wire?.Hints?.Models) is { Count: > 0 } models ? FallbackModels.After(context.Trace.RequestedModel, models) : null,
        Preferences = options.Preferences,
    };
}
