using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Wayleave.Configuration;
using Wayleave.Policies;
using Wayleave.Policies.Routing;
using Wayleave.State;

namespace Wayleave.Snapshots;

/// <summary>Builds tenants, their plans and keys, and the virtual keys.</summary>
internal static class TenancyBuilder
{
    public static FrozenDictionary<string, TenantModel> Tenants(
        WayleaveConfig config, IReadOnlyList<CredentialModel> credentials, EnvelopeBuilder envelopes, Policy? ofOperator)
    {
        var plans = config.Plans.ToDictionary(static pair => pair.Key, static pair => Entitlement(pair.Key, pair.Value), StringComparer.OrdinalIgnoreCase);

        var ofPlans = config.Plans.ToDictionary(
            static pair => pair.Key, pair => envelopes.Read($"Plans:{pair.Key}:Policy", pair.Value.Policy), StringComparer.OrdinalIgnoreCase);

        // In a host without configured tenants their keys still make them known: each only to itself.
        var ids = config.Tenants.Keys.Concat(credentials.Where(static key => key.Tenant is not null).Select(static key => key.Tenant!));
        return ids.Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(id => Tenant(id, config.Tenants.GetValueOrDefault(id) ?? new TenantConfig(), plans, credentials, EnvelopeOf))
            .ToFrozenDictionary(static tenant => tenant.Id, StringComparer.OrdinalIgnoreCase);

        PolicyEnvelope EnvelopeOf(string id, TenantConfig tenant) => envelopes.Of(
            ofOperator, tenant.Plan is { } plan ? ofPlans[plan] : null, envelopes.Read($"Tenants:{id}:Policy", tenant.Policy));
    }

    public static FrozenDictionary<string, VirtualKeyModel> VirtualKeys(WayleaveConfig config) =>
        config.VirtualKeys.Select(static key => new VirtualKeyModel
        {
            Id = key.Id,
            Hash = SHA256.HashData(Encoding.UTF8.GetBytes(key.Secret)),
            Caller = new Caller(key.Tenant, key.User, key.App, key.Id),
            ExpiresAt = key.ExpiresAt,
            Revoked = key.Revoked,
            Permissions = [.. key.Permissions],
        }).ToFrozenDictionary(static key => Convert.ToHexString(key.Hash), StringComparer.Ordinal);

    private static TenantModel Tenant(
        string id, TenantConfig tenant, Dictionary<string, EntitlementModel> plans, IReadOnlyList<CredentialModel> credentials,
        Func<string, TenantConfig, PolicyEnvelope> envelopeOf) =>
        new()
        {
            Id = id,
            Envelope = envelopeOf(id, tenant),
            Entitlement = tenant.Plan is { } plan ? plans[plan] : null,
            Aliases = tenant.Aliases.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase),
            Credentials = credentials
                .Where(key => key.Lane == Lane.Tenant && string.Equals(key.Tenant, id, StringComparison.OrdinalIgnoreCase))
                .GroupBy(static key => key.Provider.Id, StringComparer.OrdinalIgnoreCase)
                .ToFrozenDictionary(static group => group.Key, static group => group.ToArray(), StringComparer.OrdinalIgnoreCase),
        };

    private static EntitlementModel Entitlement(string name, PlanConfig plan) => new()
    {
        Name = name,
        Tiers = [.. plan.Tiers],
        TierSet = plan.Tiers.ToFrozenSet(StringComparer.OrdinalIgnoreCase),
        Models = plan.Models?.ToFrozenSet(StringComparer.OrdinalIgnoreCase),
    };
}
