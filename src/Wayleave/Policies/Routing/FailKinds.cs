using Wayleave.Policies.Evaluation;
using Wayleave.Policies.Terms;

namespace Wayleave.Policies.Routing;

/// <summary>What fail plans call the ways in which an attempt fails. What the caller is to blame for is none: it ends the walk, or enters its chain.</summary>
internal static class FailKinds
{
    /// <summary>Gets the kind; null when no fail plan decides about the failure.</summary>
    public static string? Of(FailureCategory category) => category switch
    {
        FailureCategory.RateLimited => "rate_limit",
        FailureCategory.Authentication => "auth_error",
        FailureCategory.InsufficientQuota => "quota_exceeded",
        FailureCategory.ServerError => "server_error",
        FailureCategory.Network => "network_error",
        FailureCategory.Timeout => "timeout",
        FailureCategory.InvalidResponse => "invalid_response",
        _ => null,
    };

    /// <summary>Gets a policy's fail plan; null when it says no more than what the router does anyway.</summary>
    public static FailProgram? Of(CompiledPolicy program, Term failPlan) =>
        failPlan.Code == Op.Always && program.FailPlan.Classify("") is { Verb: FailVerb.NextCandidate, Record.Keys.Length: 1 } ? null : program.FailPlan;
}
