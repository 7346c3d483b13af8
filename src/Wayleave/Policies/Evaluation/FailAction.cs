using Wayleave.Policies.Terms;

namespace Wayleave.Policies.Evaluation;

/// <summary>What to do when a candidate fails.</summary>
/// <param name="record">The action as written, sorted by its keys.</param>
internal sealed class FailAction(ParameterValue record)
{
    public ParameterValue Record { get; } = record;

    public FailVerb Verb { get; } = VerbOf(record.Find("action"u8)) ?? FailVerb.NextCandidate;

    /// <summary>Gets what to do when that did not help, or <see langword="null"/>.</summary>
    public FailVerb? Then { get; } = VerbOf(record.Find("then_action"u8));

    /// <summary>A knob such as <c>attempts</c>, or <see langword="null"/> when it is not set or is a list.</summary>
    public double? NumberOf(ReadOnlySpan<byte> knob) => Record.Find(knob) is { Kind: ParameterKind.Number } value ? value.Number : null;

    private static FailVerb? VerbOf(ParameterValue? name) => name is not null && FailVerbs.TryParse(name.Text, out var verb) ? verb : null;
}
