using Microsoft.Extensions.Diagnostics.HealthChecks;
using Wayleave.Hosting;

namespace Wayleave.Health;

/// <summary>Reports what is configured and cannot be served, and a changed configuration that was refused.</summary>
internal sealed class WayleaveHealthCheck(ConfigurationSource source) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var readiness = Readiness.Of(source.Snapshots.Current);
        var refusal = source.Refusal;
        var data = new Dictionary<string, object>
        {
            ["revision"] = source.Snapshots.Current.Revision,
            ["providers_without_key"] = readiness.ProvidersWithoutKey,
            ["unservable_ids"] = readiness.UnservableIds,
            ["refused_configuration"] = refusal,
        };
        var problems = new List<string>();
        Add(readiness.ProvidersWithoutKey.Count, "provider(s) without a usable key");
        Add(readiness.UnservableIds.Count, "configured id(s) that cannot be served");
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
