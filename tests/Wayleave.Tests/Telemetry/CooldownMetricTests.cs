using Microsoft.Extensions.Logging.Abstractions;
using Wayleave.Affinity;
using Wayleave.Configuration;
using Wayleave.Failover;
using Wayleave.Pipeline;
using Wayleave.Planning;
using Wayleave.Snapshots;
using Wayleave.State;
using Wayleave.Telemetry;
using Wayleave.Testing;
using Wayleave.Tests.Usage;
using static Wayleave.Telemetry.TelemetryNames;

namespace Wayleave.Tests.Telemetry;

public sealed class CooldownMetricTests
{
    [Fact]
    public void Cooldown_OfACredentialAndOfADeployment_AreCountedWhenTheyBegin()
    {
        using var meters = new MeasuredMeters();
        using var telemetry = new RouterTelemetry(meters);
        var clock = new ManualTimeProvider();
        var effects = new FailoverEffects(
            clock, new AffinityLifecycle(new AffinityBindings(clock)), telemetry, new RandomSource(1), NullLogger<FailoverStage>.Instance);
        var context = new WayleaveContext(UsageRig.EmptySnapshot(1), Caller.None, new RoutingTrace("1", "m", 1), false, false, clock.GetUtcNow(), 0);
        var step = new Step(null!, SomeCandidate(), TimeSpan.Zero, 1);

        effects.Failed(context, step, Failure(FailureCategory.RateLimited));
        effects.Failed(context, step, Failure(FailureCategory.InvalidRequest));
        effects.Failed(context, step, Failure(FailureCategory.Cancelled));
        for (var failures = new CooldownConfig().Failures; failures > 0; failures--)
        {
            Assert.Single(meters.Of(Metrics.Cooldowns));
            effects.Failed(context, step, Failure(FailureCategory.ServerError));
        }

        Assert.Equal(
            [("p", "credential"), ("p", "deployment")],
            meters.Of(Metrics.Cooldowns).Select(static item => ((string)item.Tags[Tags.ProviderName]!, (string)item.Tags[Tags.CooldownScope]!)));
    }

    private static AttemptFailure Failure(FailureCategory category) => new(category, null, null, null, ClockKind.None, new InvalidOperationException());

    private static Candidate SomeCandidate()
    {
        var provider = new ProviderModel { Id = "p" };
        var deployment = new DeploymentModel { Id = "p/m", Provider = provider, UpstreamModel = "m", State = new DeploymentState() };
        var credential = new CredentialModel
        {
            Id = "k1", Provider = provider, Lane = Lane.Pool, Secret = new Secret("sk-canary"), IsUsable = true, State = new CredentialState(),
        };
        return new Candidate(deployment, credential, Lane.Pool, new CandidateState(), deployment.State);
    }
}
