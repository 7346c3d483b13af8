using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Wayleave.Configuration;
using Wayleave.Planning;

namespace Wayleave.Tests.Properties;

/// <summary>Whom a policy's filter lets serve, read from the written configuration alone and independently of the engine.</summary>
internal static class PolicySpecification
{
    /// <summary>Gets the filters that bind a request: the operator's, the plan's, the tenant's and its own.</summary>
    public static IEnumerable<JsonNode> FiltersOf(WayleaveConfig config, RoutedChatOptions options)
    {
        var tenant = config.Tenants[options.Tenant!];
        IConfigurationSection?[] attached = [config.Routing.Policy, tenant.Plan is { } plan ? config.Plans[plan].Policy : null, tenant.Policy];
        return attached.Select(static section => section?.Value).Append(options.Policy).OfType<string>().Select(static json => JsonNode.Parse(json)!)
            .Select(static term => (string)term[0]! == "policy" ? term[1]! : term);
    }

    /// <summary>Tells whether a candidate may serve by a filter over what configuration says of it.</summary>
    public static bool Passes(WayleaveConfig config, JsonNode filter, Candidate candidate, string tier)
    {
        var model = config.Models.SingleOrDefault(item => item.Deployments.Any(IsIt));
        var deployment = model?.Deployments.Single(IsIt);
        var isFree = model is null && config.Tiers[tier].Lane == Lane.SelfHosted;
        return Holds(filter);

        bool IsIt(DeploymentConfig written) => written.Provider == candidate.Provider && written.Model == candidate.UpstreamModel;

        bool Holds(JsonNode term) => (string)term[0]! switch
        {
            "top" or "meets_req" => true,
            "not" => !Holds(term[1]!),
            "and" => Holds(term[1]!) && Holds(term[2]!),
            "or" => Holds(term[1]!) || Holds(term[2]!),
            "is" => deployment?.Flags.Contains((string)term[1]!) ?? false,
            "has_cap" => model?.Capabilities.Contains((string)term[1]!) ?? false,
            "tier_eq" => (string)term[1]! == tier,
            "family_eq" => (string)term[1]! == (model?.Family ?? model?.Id ?? candidate.UpstreamModel),
            "cmp" => Compare(NumberOf((string)term[1]!), (string)term[2]!, term[3]!.GetValue<double>()),
            "eq" => (string)term[2]! == WordOf((string)term[1]!),
            "in" => term[2]!.AsArray().Any(word => (string)word! == WordOf((string)term[1]!)),
            "nin" => term[2]!.AsArray().All(word => (string)word! != WordOf((string)term[1]!)),
            var other => throw new NotSupportedException(other),
        };

        string? WordOf(string field) => field switch { "provider" => candidate.Provider, "region" => deployment?.Region, _ => model?.Id };

        double NumberOf(string field) => field == "bench"
            ? model?.Fields.GetValueOrDefault("bench") ?? 0
            : isFree ? 0 : (double?)(deployment?.Price ?? model?.Price)?.Output ?? double.PositiveInfinity;
    }

    private static bool Compare(double value, string relation, double bound) => relation switch
    {
        "le" => value <= bound,
        "lt" => value < bound,
        "ge" => value >= bound,
        _ => value > bound,
    };
}
