using Microsoft.Extensions.Diagnostics.HealthChecks;
using Wayleave.Discovery;
using Wayleave.Health;
using Wayleave.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the router's health check.</summary>
public static class WayleaveHealthCheckExtensions
{
    /// <summary>Adds a check that reports providers without a usable key, configured ids that cannot be served, providers that do not list their models, and a refused reload.</summary>
    /// <param name="builder">The host's health checks; <c>AddWayleave</c> on the services is needed as well.</param>
    /// <param name="name">The name of the check.</param>
    /// <param name="failureStatus">What to report when something is missing; the rest still serves, so the default is <see cref="HealthStatus.Degraded"/>.</param>
    /// <param name="tags">Tags of the check, or <see langword="null"/>.</param>
    /// <returns>The builder.</returns>
    public static IHealthChecksBuilder AddWayleave(
        this IHealthChecksBuilder builder, string name = "wayleave", HealthStatus failureStatus = HealthStatus.Degraded, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            name,
            static provider => new WayleaveHealthCheck(provider.GetRequiredService<ConfigurationSource>(), provider.GetRequiredService<DiscoveryState>()),
            failureStatus,
            tags));
    }
}
