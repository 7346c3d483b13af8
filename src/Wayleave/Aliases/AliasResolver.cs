using System.Collections.Frozen;
using Wayleave.Agents;
using Wayleave.Snapshots;

namespace Wayleave.Aliases;

/// <summary>Follows a requested name through the aliases: the tenant's own first, then the global ones, at every step.</summary>
internal static class AliasResolver
{
    /// <summary>The longest chain of aliases.</summary>
    public const int MaxDepth = 8;

    /// <summary>Follows a name to its end.</summary>
    /// <param name="snapshot">The configuration.</param>
    /// <param name="tenant">The tenant whose own aliases count, or null.</param>
    /// <param name="name">The requested name.</param>
    /// <param name="trace">Told of every step; null when nobody wants to know.</param>
    /// <returns>The name at the end, the requested one when it is no alias.</returns>
    /// <remarks>Cycles and longer chains are refused when configuration is loaded, so the loop always ends at a name.</remarks>
    public static string Resolve(RouterSnapshot snapshot, TenantModel? tenant, string name, RoutingTrace? trace)
    {
        for (var depth = 0; depth < MaxDepth; depth++)
        {
            if (!TryStep(snapshot.Aliases, tenant?.Aliases, name, out var target))
            {
                return name;
            }

            trace?.AddAlias(target);
            name = target;
        }

        return name;
    }

    public static bool TryStep(
        IReadOnlyDictionary<string, string> global,
        IReadOnlyDictionary<string, string>? own,
        string name,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? target) =>
        (own is { Count: > 0 } && own.TryGetValue(name, out target))
        || global.TryGetValue(name, out target)
        || (AgentName.Canonical(name) is { } agent && global.TryGetValue(agent, out target));
}
