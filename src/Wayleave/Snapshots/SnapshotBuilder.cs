using System.Collections.Frozen;
using Microsoft.Extensions.AI;
using Wayleave.Agents;
using Wayleave.Aliases;
using Wayleave.Configuration;
using Wayleave.Configuration.Validation;
using Wayleave.Dialects;
using Wayleave.Dialects.OpenAI;
using Wayleave.Planning;
using Wayleave.Policies.Routing;
using Wayleave.State;
using Wayleave.Tiers;

namespace Wayleave.Snapshots;

/// <summary>Builds a snapshot from what was written: validated whole, and either complete or refused.</summary>
internal sealed class SnapshotBuilder(
    RouterState state,
    IReadOnlyDictionary<string, HostClient> hostClients,
    Func<string, ProviderDialect?> dialects,
    Func<ProviderModel, IChatClient> clientOf)
{
    /// <summary>A secret that stands for "not set yet", as samples ship it.</summary>
    public const string PlaceholderSecret = "set-me";

    /// <summary>Builds a snapshot.</summary>
    /// <returns>The snapshot; null when there is an error.</returns>
    public RouterSnapshot? Build(WayleaveConfig written, long revision, ConfigProblems problems)
    {
        AgentValidator.Validate(written, problems);
        var config = AgentAliases.Apply(written);
        string[] hostNames = [.. hostClients.Keys];
        config = ProviderPresets.Fill(config);
        ProviderValidator.Validate(config, hostNames, problems);
        CredentialValidator.Validate(config, problems);
        ModelValidator.Validate(config, hostClients, problems);
        TierValidator.Validate(config, problems);
        RoutingValidator.Validate(config, problems);
        TenancyValidator.Validate(config, problems);
        AliasValidator.Validate(config, problems);
        if (problems.Errors.Count > 0)
        {
            return null;
        }

        var vocabulary = RouterVocabulary.Of(config, problems);
        var envelopes = new EnvelopeBuilder(vocabulary, problems);
        var ofOperator = envelopes.Read("Routing:Policy", config.Routing.Policy);
        var providers = Providers(config, problems);
        var credentials = config.Credentials.Select(item => Credential(item, providers)).ToList();
        var catalog = CatalogBuilder.Build(config, providers, state);
        var tiers = Tiers(config, providers);
        var platform = credentials.Where(static key => key.Lane != Lane.Tenant)
            .GroupBy(static key => (key.Lane, key.Provider.Id.ToUpperInvariant()))
            .ToFrozenDictionary(static group => group.Key, static group => group.ToArray());
        var chains = config.FallbackChains.ToFrozenDictionary(static pair => pair.Key, static pair => Chain(pair.Value), StringComparer.OrdinalIgnoreCase);
        var routes = Routes(config.Routing, providers, catalog, tiers, platform, chains);
        var snapshot = new RouterSnapshot
        {
            Revision = revision,
            Routing = config.Routing,
            Providers = providers,
            Catalog = catalog,
            Tiers = tiers,
            Aliases = config.Aliases.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase),
            Tenants = TenancyBuilder.Tenants(config, credentials, envelopes, ofOperator),
            Vocabulary = vocabulary,
            Envelope = envelopes.Of(ofOperator, null, null),
            Agents = config.Agents.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase),
            HasTenants = config.Tenants.Count > 0,
            HasPlans = config.Plans.Count > 0,
            VirtualKeys = TenancyBuilder.VirtualKeys(config),
            PlatformCredentials = platform,
            Chains = chains,
            Routes = routes,
            TierTargets = TierTargets.Build(config, tiers, routes, state),
        };
        IdValidator.Validate(config, snapshot, problems);
        return problems.Errors.Count == 0 ? snapshot : null;
    }

    private FrozenDictionary<string, ProviderModel> Providers(WayleaveConfig config, ConfigProblems problems)
    {
        var models = new List<ProviderModel>();
        foreach (var (id, written) in config.Providers)
        {
            var dialect = dialects(written.Dialect!);
            var model = new ProviderModel
            {
                Id = id,
                Dialect = dialect,
                DialectName = written.Dialect,
                BaseAddress = written.BaseAddress,
                ApiVersion = written.ApiVersion,
                Auth = written.Auth ?? Configuration.DialectName.AuthOf(written.Dialect!),
                DeploymentPath = written.DeploymentPath == true,
                Quirks = QuirkSet.Of(written.Quirks ?? []),
                Headers = [.. written.Headers],
                ModelPrefixes = written.ModelPrefixes ?? [],
                TenantKeys = written.TenantKeys,
                AllowPrivateNetwork = written.AllowPrivateNetwork == true,
                HttpVersion = written.HttpVersion is { } version ? Version.Parse(version) : null,
                MaxResponseBytes = written.MaxResponseBytes,
                ModelList = written.Discover ? (written.DiscoverFrom == ModelListSource.OllamaTags ? OllamaTags.Instance : dialect?.Models) : null,
                DiscoverEvery = written.DiscoverEvery,
                UnlistedState = state.Credential($"{id}/*", ""),
            };
            if (model.Dialect is null)
            {
                problems.Warn($"Providers:{id}:Dialect", $"'{written.Dialect}' is not spoken yet: the provider's deployments are dropped from every plan.");
            }
            else
            {
                model.Client = clientOf(model);
            }

            models.Add(model);
        }

        models.AddRange(hostClients.Select(static pair => new ProviderModel { Id = pair.Key, HostLane = pair.Value.Lane, HostKind = pair.Value.Kind, Client = pair.Value.Client }));
        return models.ToFrozenDictionary(static model => model.Id, StringComparer.OrdinalIgnoreCase);
    }

    private CredentialModel Credential(CredentialConfig written, FrozenDictionary<string, ProviderModel> providers) => new()
    {
        Id = written.Id,
        Provider = providers[written.Provider],
        Lane = written.Lane,
        Tenant = written.Lane == Lane.Tenant ? written.Tenant : null,
        Secret = new Secret(written.Secret),
        IsUsable = !string.IsNullOrWhiteSpace(written.Secret) && written.Secret != PlaceholderSecret,
        Weight = written.Weight,
        State = state.Credential(written.Id, written.Secret),
    };

    private static FrozenDictionary<string, TierModel> Tiers(WayleaveConfig config, FrozenDictionary<string, ProviderModel> providers) =>
        TierPresets.For(config).Select(pair => new TierModel
        {
            Name = pair.Key,
            Lane = pair.Value.Lane!.Value,
            Models = pair.Value.Models?.ToFrozenSet(StringComparer.OrdinalIgnoreCase),
            Provider = pair.Value.Provider is { } provider ? providers[provider] : null,
            Strategy = pair.Value.Strategy,
            Affinity = pair.Value.Affinity,
            AllowPlatformFallback = pair.Value.AllowPlatformFallback,
        }).ToFrozenDictionary(static tier => tier.Name, StringComparer.OrdinalIgnoreCase);

    private static ChainModel Chain(FallbackChainConfig chain)
    {
        return new(Of(FallbackCause.Default), Of(FallbackCause.ContextWindow), Of(FallbackCause.ContentPolicy));

        string[] Of(FallbackCause cause) => [.. chain.On.GetValueOrDefault(cause) ?? []];
    }

    private FrozenDictionary<string, RouteTarget> Routes(
        RoutingConfig routing,
        FrozenDictionary<string, ProviderModel> providers,
        FrozenDictionary<string, CatalogEntry> catalog,
        FrozenDictionary<string, TierModel> tiers,
        FrozenDictionary<(Lane Lane, string Provider), CredentialModel[]> platform,
        FrozenDictionary<string, ChainModel> chains)
    {
        var routes = new Dictionary<string, RouteTarget>(StringComparer.OrdinalIgnoreCase);
        foreach (var tier in tiers.Values)
        {
            foreach (var entry in catalog.Values)
            {
                if (!tier.Offers(entry.Id))
                {
                    continue;
                }

                // A tier behind one provider lists only what that provider deploys.
                if (tier.Provider is { } only && !Array.Exists(entry.Deployments, deployment => deployment.Provider == only))
                {
                    continue;
                }

                Add(tier, entry, null);
                foreach (var deployment in entry.Deployments)
                {
                    Add(tier, entry, deployment.Provider);
                }
            }
        }

        return routes.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

        void Add(TierModel tier, CatalogEntry entry, ProviderModel? provider)
        {
            var id = provider is null ? $"{tier.Name}/{entry.Id}" : $"{tier.Name}/{provider.Id}/{entry.Id}";
            if (routes.ContainsKey(id))
            {
                return;
            }

            // What nobody on the menu takes a tenant's key for may still be a model of a provider that does.
            if (tier.Lane == Lane.Tenant && provider is null && tier.Provider is null
                && !Array.Exists(entry.Deployments, static deployment => deployment.Provider.TenantKeys)
                && TierResolver.ByPrefix(providers, entry.Id) is { TenantKeys: true } owner)
            {
                var own = $"{tier.Name}/{owner.Id}/{entry.Id}";
                routes[id] = new RouteTarget
                {
                    Id = own,
                    Tier = tier,
                    Provider = owner,
                    Model = entry.Id,
                    Strategy = tier.Strategy ?? routing.Strategy,
                    Chain = chains.GetValueOrDefault(own),
                    State = state.Route(own),
                };
                return;
            }

            var (candidates, dropped) = tier.Lane == Lane.Tenant
                ? (null, [])
                : CandidateFactory.Platform(tier, entry.Deployments, provider, platform, state.Candidate);
            routes[id] = new RouteTarget
            {
                Id = id,
                Tier = tier,
                Entry = entry,
                Provider = provider,
                Model = entry.Id,
                Strategy = entry.Strategy ?? tier.Strategy ?? routing.Strategy,
                Chain = chains.GetValueOrDefault(id),
                Candidates = candidates,
                Dropped = dropped,
                State = state.Route(id),
            };
        }
    }
}
