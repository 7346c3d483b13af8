using Microsoft.Extensions.AI;
using Wayleave.Planning;
using Wayleave.Policies.Evaluation;

namespace Wayleave.Policies.Routing;

/// <summary>What policies see of a request, read when one decides.</summary>
internal static class PolicyRequests
{
    // The largest seed that the pinned generator tells apart.
    private const ulong Seeds = 2147483647;

    public static PolicyRequest Of(WayleaveContext context, Planning.RequestNeeds needs, RoutedChatOptions options) => new()
    {
        Needs = NeedsOf(needs),
        Privacy = options.NoLog ? RequestPrivacy.NoLog : RequestPrivacy.None,
        Seed = SeedOf(context, options),
    };

    private static Evaluation.RequestNeeds NeedsOf(Planning.RequestNeeds needs)
    {
        var needed = Evaluation.RequestNeeds.None;
        needed |= (needs.Capabilities & CapabilitySet.Tools) != 0 ? Evaluation.RequestNeeds.Tools : needed;
        needed |= (needs.Capabilities & CapabilitySet.Vision) != 0 ? Evaluation.RequestNeeds.Vision : needed;
        return needed | (needs.AsksForJson ? Evaluation.RequestNeeds.JsonMode : Evaluation.RequestNeeds.None);
    }

    // The request's own seed, else its conversation's, else its number over the route: the same for a dry run and for the dispatch that follows.
    private static double SeedOf(WayleaveContext context, RoutedChatOptions options) =>
        options.Seed ?? (context.AffinityKey is { } key ? key.Low % Seeds : (double)context.Trace.Facts.Number);
}
