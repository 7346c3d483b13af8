using Microsoft.Extensions.AI;

namespace Wayleave.AspNetCore.Endpoints;

internal static class TraceExtensions
{
    public static RoutingTrace? GetRoutingTrace(this ChatResponse response) => Of(response.AdditionalProperties);

    public static RoutingTrace? GetRoutingTrace(this ChatResponseUpdate update) => Of(update.AdditionalProperties);

    private static RoutingTrace? Of(AdditionalPropertiesDictionary? properties) =>
        properties is not null && properties.TryGetValue("wayleave.trace", out var trace) ? trace as RoutingTrace : null;
}
