namespace Wayleave.Configuration.Validation;

/// <summary>Checks <c>Wayleave:Routing</c>.</summary>
internal static class RoutingValidator
{
    public static void Validate(WayleaveConfig config, ConfigProblems problems)
    {
        var routing = config.Routing;
        problems.Range("Routing:MaxAttempts", routing.MaxAttempts, 1, 100);
        problems.Range("Routing:Retries", routing.Retries, 0, 10);
        problems.Range("Routing:RetryDelay", routing.RetryDelay, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        problems.Range("Routing:AffinityTimeToLive", routing.AffinityTimeToLive, TimeSpan.FromSeconds(1), TimeSpan.FromDays(30));
        problems.Positive("Routing:Timeouts:FirstContent", routing.Timeouts.FirstContent);
        problems.Positive("Routing:Timeouts:BetweenChunks", routing.Timeouts.BetweenChunks);
        problems.Positive("Routing:Timeouts:Attempt", routing.Timeouts.Attempt);
        problems.Positive("Routing:Timeouts:Request", routing.Timeouts.Request);
        problems.Range("Routing:Cooldown:Failures", routing.Cooldown.Failures, 1, 1000);
        problems.Positive("Routing:Cooldown:Window", routing.Cooldown.Window);
        problems.Range("Routing:Cooldown:Duration", routing.Cooldown.Duration, TimeSpan.Zero, TimeSpan.FromDays(1));
        problems.Range("Routing:Cooldown:Key", routing.Cooldown.Key, TimeSpan.Zero, TimeSpan.FromDays(1));
        problems.Range("Routing:Cooldown:MaxRetryAfter", routing.Cooldown.MaxRetryAfter, TimeSpan.Zero, TimeSpan.FromDays(1));
        if (routing.Timeouts.Attempt > routing.Timeouts.Request)
        {
            problems.Error("Routing:Timeouts:Attempt", $"'{routing.Timeouts.Attempt}' is longer than the whole request, '{routing.Timeouts.Request}'.");
        }

        if (routing.DefaultTier is not null)
        {
            problems.OneOf("Routing:DefaultTier", "tier", routing.DefaultTier, TierPresets.For(config).Keys);
        }
    }
}
