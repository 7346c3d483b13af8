using Wayleave.Policies.Terms;

namespace Wayleave.Policies.Evaluation;

/// <summary>A fail plan in normal form, compiled: an action for each reason, and one for all others.</summary>
internal sealed class FailProgram
{
    private const string Other = "unknown";

    private readonly Dictionary<string, FailAction> _actions = new(StringComparer.Ordinal);

    public FailProgram(Term plan)
    {
        for (; plan.Code == Op.Override; plan = plan.Terms[0])
        {
            _actions.TryAdd(plan.Parameters[0].String, new(plan.Parameters[1]));
        }

        _actions.TryAdd(Other, new(plan.Parameters[0]));
    }

    /// <summary>The action for a kind of failure.</summary>
    public FailAction Classify(string kind) => _actions.GetValueOrDefault(kind) ?? _actions[Other];
}
