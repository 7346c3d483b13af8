using System.Collections.Frozen;
using Wayleave.Configuration;
using Wayleave.Planning;
using Wayleave.State;

namespace Wayleave.Snapshots;

/// <summary>Builds the menu.</summary>
internal static class CatalogBuilder
{
    public static FrozenDictionary<string, CatalogEntry> Build(
        WayleaveConfig config, FrozenDictionary<string, ProviderModel> providers, RouterState state)
    {
        var entries = new List<CatalogEntry>();
        var menuOrder = 0;
        foreach (var model in config.Models)
        {
            var deployments = new DeploymentModel[model.Deployments.Count];
            for (var index = 0; index < deployments.Length; index++)
            {
                var written = model.Deployments[index];
                var id = DeploymentId(model, written);
                var provider = providers[written.Provider];
                deployments[index] = new DeploymentModel
                {
                    Id = id,
                    Provider = provider,
                    UpstreamModel = written.Model ?? model.Id,
                    MenuId = model.Id,
                    MenuOrder = menuOrder++,
                    Region = written.Region,
                    Flags = [.. written.Flags],
                    Weight = written.Weight,
                    Order = index,
                    Price = Price(written.Price ?? model.Price),
                    Quirks = model.Sampling ? provider.Quirks : provider.Quirks.With(ProviderQuirk.NoSampling),
                    State = state.Deployment(id),
                };
            }

            entries.Add(new CatalogEntry
            {
                Id = model.Id,
                Family = model.Family,
                Kind = model.Kind,
                ContextWindow = model.ContextWindow,
                MaxOutputTokens = model.MaxOutputTokens,
                Capabilities = model.Capabilities,
                Declared = CapabilityNames.Parse(model.Capabilities),
                Fields = model.Fields,
                Strategy = model.Strategy,
                Deployments = deployments,
            });
        }

        return entries.ToFrozenDictionary(static entry => entry.Id, StringComparer.OrdinalIgnoreCase);
    }

    public static string DeploymentId(ModelConfig model, DeploymentConfig deployment) =>
        $"{deployment.Provider}/{deployment.Model ?? model.Id}{(deployment.Region is null ? "" : $"@{deployment.Region}")}";

    private static PriceModel? Price(PriceConfig? price) =>
        price is null ? null : new(Nanos(price.Input), Nanos(price.CachedInput), Nanos(price.CacheWrite), Nanos(price.Output));

    // Dollars per million tokens become nano-dollars per million tokens.
    private static long? Nanos(decimal? dollars) => dollars is { } value ? Money.FromDollars(value).NanoDollars : null;
}
