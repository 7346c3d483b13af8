using System.Collections.Frozen;
using Wayleave.Configuration;
using Wayleave.State;

namespace Wayleave.Snapshots;

/// <summary>Makes the targets that stand for whole tiers, from which a policy chooses: every chat model that the tier offers.</summary>
internal static class TierTargets
{
    /// <summary>What stands for every model of a tier, behind its name.</summary>
    public const string AnyModel = "*";

    public static FrozenDictionary<string, RouteTarget> Build(
        WayleaveConfig config, FrozenDictionary<string, TierModel> tiers, FrozenDictionary<string, RouteTarget> routes, RouterState state)
    {
        var targets = new List<RouteTarget>(tiers.Count);
        foreach (var tier in tiers.Values)
        {
            var members = new List<RouteTarget>();
            foreach (var model in config.Models)
            {
                if (model.Kind == ModelKind.Chat && routes.TryGetValue($"{tier.Name}/{model.Id}", out var route))
                {
                    members.Add(route);
                }
            }

            targets.Add(new RouteTarget
            {
                Id = $"{tier.Name}/{AnyModel}",
                Tier = tier,
                Model = AnyModel,
                Strategy = tier.Strategy ?? config.Routing.Strategy,
                State = state.Route($"{tier.Name}/{AnyModel}"),
                Members = [.. members],
                SetsByPlan = new(StringComparer.OrdinalIgnoreCase),
            });
        }

        return targets.ToFrozenDictionary(static target => target.Tier.Name, StringComparer.OrdinalIgnoreCase);
    }
}
