using Microsoft.Extensions.AI;
using Wayleave.Access;
using Wayleave.Affinity;
using Wayleave.Aliases;
using Wayleave.Dispatch;
using Wayleave.Entitlements;
using Wayleave.Failover;
using Wayleave.Planning;
using Wayleave.Policies;
using Wayleave.Tiers;
using Wayleave.Usage;

namespace Wayleave.Pipeline;

/// <summary>The order of a request: one readable list, outermost first. Safety depends on it, so hosts add around it, never in between.</summary>
internal static class RouterPipeline
{
    public static IChatClient Build(PipelineParts parts) => Chain(
        [
            // once per request: the host's own middleware
            .. parts.RequestMiddleware,

            // accounts for everything below, whatever becomes of it
            parts.Usage,

            // planning: pure, in memory, no I/O; a dry run ends with the plan
            inner => new AliasStage(inner),
            inner => new TierStage(inner),
            inner => new AccessStage(inner),
            inner => new EntitlementStage(inner),
            inner => new PolicyStage(inner),
            inner => new AffinityStage(inner, parts.Bindings),
            inner => new PlanStage(inner, parts.Clock),

            // dispatch: attempt by attempt
            inner => new FailoverStage(inner, parts.Effects),
            inner => new PolicyTransformStage(inner),

            // once per attempt: the host's own middleware
            .. parts.AttemptMiddleware,
        ],
        end: new CredentialStage());

    private static IChatClient Chain(ReadOnlySpan<Func<IChatClient, IChatClient>> stages, IChatClient end)
    {
        for (var index = stages.Length - 1; index >= 0; index--)
        {
            end = stages[index](end);
        }

        return end;
    }
}
