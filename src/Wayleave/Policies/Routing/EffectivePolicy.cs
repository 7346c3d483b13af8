using Wayleave.Policies.Evaluation;
using Wayleave.Policies.Terms;

namespace Wayleave.Policies.Routing;

/// <summary>The policy that decides about a request: the caller's own within those that the operator, the plan and the tenant set. Immutable.</summary>
internal sealed class EffectivePolicy
{
    /// <exception cref="RouteException"><c>invalid_policy</c>: it asks for what no part of the router does.</exception>
    public EffectivePolicy(Policy policy, IReadOnlyList<PolicySource> sources)
    {
        Policy = policy;
        Sources = sources.Count == 1 ? sources : [.. sources, new PolicySource("effective", policy.Id, policy.Identity)];
        RefuseWhatNobodyDoes(policy.Normal.Terms[3]);
        Program = policy.Compiled;
        KeepsOrder = Program.Selector.Code == Op.Ordered;
        SelectorReason = $"selector:{policy.Normal.Terms[2].Operation.Name}";
        FailPlan = FailKinds.Of(Program, policy.Normal.Terms[4]);
    }

    public Policy Policy { get; }

    /// <summary>Gets the policy that the caller brought as such; null when there are only its preferences, or what the operator, the plan and the tenant demand.</summary>
    public Policy? Callers { get; init; }

    public CompiledPolicy Program { get; }

    public IReadOnlyList<PolicySource> Sources { get; }

    /// <summary>Gets a value that tells whether the policy only filters, and leaves the order to the router's own ranking.</summary>
    public bool KeepsOrder { get; }

    /// <summary>Gets what is said of candidates that the selector leaves out.</summary>
    public string SelectorReason { get; }

    /// <summary>Gets what follows a failure; null when it is what the router does anyway.</summary>
    public FailProgram? FailPlan { get; }

    // Sending unfiltered what was to be filtered would be worse than not sending it.
    private static void RefuseWhatNobodyDoes(Term transform)
    {
        if (transform.Code is Op.FilterText or Op.FilterImage)
        {
            throw new RouteException(
                RouteErrorCode.InvalidPolicy, FaultOrigin.Caller,
                $"The policy cannot run: '{transform.Operation.Name}' needs a filter of contents, and this router has none. Leave it out.") { Param = "policy_ir" };
        }

        if (transform.Code is Op.SetParam or Op.ClampParam or Op.Jitter or Op.InjectSeed && !PolicyParameters.IsFree(transform.Parameters[0].String))
        {
            throw new RouteException(
                RouteErrorCode.InvalidPolicy, FaultOrigin.Caller,
                $"The policy cannot run: '{transform.Operation.Name}' changes '{transform.Parameters[0].String}', which is not a policy's to change. Choose a parameter such as 'temperature' or 'max_tokens'.") { Param = "policy_ir" };
        }

        foreach (var inner in transform.Terms)
        {
            if (inner.Sort == TermSort.Xform)
            {
                RefuseWhatNobodyDoes(inner);
            }
        }
    }
}
