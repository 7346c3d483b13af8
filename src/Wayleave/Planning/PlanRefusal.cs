namespace Wayleave.Planning;

/// <summary>Says why a plan has no candidate at all, in the caller's terms.</summary>
internal static class PlanRefusal
{
    public static RouteException Of(WayleaveContext context, RoutePlan plan)
    {
        if (context.Pin is { } pin && plan.Dropped.Any(drop => drop.Rule == DropRule.Dialect && drop.Detail == pin.Detail))
        {
            return new RouteException(
                RouteErrorCode.InvalidRequest,
                FaultOrigin.Caller,
                $"The request's '{pin.Param}' needs a provider that speaks {pin.Dialect.Name}, because {pin.Reason}, and no candidate of '{plan.Route}' does. {pin.Fix}") { Param = pin.Param };
        }

        if (OnlyRule(plan, DropRule.Kind) is { } kind)
        {
            return new RouteException(
                RouteErrorCode.InvalidRequest, FaultOrigin.Caller, $"'{plan.Route}' cannot serve {(context.Embedding is null ? "a chat" : "a request for embeddings")}: {kind}.") { Param = "model" };
        }

        if (context.Embedding is { HasTokens: true } && plan.Dropped.Any(static drop => drop.Detail == KindFilter.TextsOnly))
        {
            return new RouteException(
                RouteErrorCode.InvalidRequest, FaultOrigin.Caller, $"The request's 'input' is token ids, and no candidate of '{plan.Route}' that could serve takes them. Send the texts instead.") { Param = "input" };
        }

        if (plan.Lane == Lane.Tenant && OnlyRule(plan, DropRule.NoCredential) is { } missing)
        {
            return new RouteException(
                RouteErrorCode.ProviderNotReady,
                FaultOrigin.Policy,
                $"'{plan.Route}' runs on the tenant's own key only, and {(context.Caller.Tenant is { } tenant ? $"tenant '{tenant}'" : "the caller, who has no tenant,")} has no usable one: {missing}. Add the tenant's key; a platform key is never used instead.") { Param = "model" };
        }

        if (plan.Lane == Lane.Tenant && OnlyRule(plan, DropRule.TenantKeys) is { } taken)
        {
            return new RouteException(
                RouteErrorCode.ModelNotAllowed, FaultOrigin.Policy, $"'{plan.Route}' cannot run on a tenant's own key: {taken}.") { Param = "model" };
        }

        // What the request asks for is the caller's to change; the rest is the operator's.
        var isCallers = plan.Dropped.Any(static drop => drop.Rule is DropRule.Capability or DropRule.ContextWindow);
        var reasons = ReasonsOf(plan);
        return new RouteException(
            RouteErrorCode.NoRoute,
            isCallers ? FaultOrigin.Caller : FaultOrigin.Router,
            $"No candidate is left for '{plan.Route}'. Dropped: {(reasons.Length == 0 ? "none was configured" : reasons)}.");
    }

    // The accounts of one model are dropped by the same words, which are said once.
    private static string ReasonsOf(RoutePlan plan)
    {
        var drops = plan.Dropped.Concat(plan.Fallbacks.Where(link => link.Cause == plan.FirstCause).SelectMany(static link => link.Plan.Dropped));
        var groups = drops.GroupBy(static drop => drop.Detail ?? drop.Rule.ToString(), static drop => drop.Id, StringComparer.Ordinal);
        return string.Join("; ", groups.Select(static group => $"{string.Join(", ", group)}: {group.Key}"));
    }

    private static string? OnlyRule(RoutePlan plan, DropRule rule)
    {
        string? detail = null;
        foreach (var drop in plan.Dropped)
        {
            if (drop.Rule == DropRule.Provider)
            {
                continue;
            }

            if (drop.Rule != rule)
            {
                return null;
            }

            detail ??= drop.Detail ?? drop.Id;
        }

        return detail;
    }
}
