using Microsoft.Extensions.Diagnostics.HealthChecks;
using Wayleave.Discovery;
using Wayleave.Hosting;

namespace Wayleave.Health;

/// <summary>Reports what is configured and cannot be served, providers that do not list their models, and a changed configuration that was refused.</summary>
internal sealed class WayleaveHealthCheck(ConfigurationSource source, DiscoveryState discovery) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var readiness = Readiness.Of(source.Snapshots.Current);
        var drift = DriftReport.Of(source.Snapshots.Current);
        var refusal = source.Refusal;
        var failures = discovery.Failures;
        var data = new Dictionary<string, object>
        {
            ["revision"] = source.Snapshots.Current.Revision,
            ["providers_without_key"] = readiness.ProvidersWithoutKey,
            ["drift"] = (IReadOnlyList<string>)[.. drift.Select(static entry => entry.ToString())],
            ["models_not_listed"] = readiness.ModelsNotListed,
            ["discovery_failures"] = failures,
            ["refused_configuration"] = refusal,
        };
        var problems = new List<string>();
        Add(readiness.ProvidersWithoutKey.Count, "provider(s) without a usable key");
        Add(drift.Count, "configured id(s) that lead nowhere");
        Add(readiness.ModelsNotListed.Count, "model(s) of the menu that their provider does not list");
        Add(failures.Count, "provider(s) that could not be asked for their models");
        Add(refusal.Count, "mistake(s) in a refused configuration");
        var result = problems.Count == 0
            ? HealthCheckResult.Healthy("Every configured id can be served.", data)
            : new HealthCheckResult(context.Registration.FailureStatus, $"{string.Join(", ", problems)}.", null, data);
        return Task.FromResult(result);

        void Add(int count, string what)
        {
            if (count > 0)
            {
                problems.Add($"{count} {what}");
            }
        }
    }
}
