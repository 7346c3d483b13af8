using Microsoft.Extensions.Configuration;

namespace Wayleave.Configuration;

/// <summary>How requests are ranked, tried and timed, as written in <c>Wayleave:Routing</c>.</summary>
public sealed record RoutingConfig
{
    /// <summary>Gets or sets the ranking policy where neither tier nor model has one.</summary>
    /// <value>The default is <see cref="RoutingStrategy.Ordered"/>.</value>
    public RoutingStrategy Strategy { get; set; }

    /// <summary>Gets or sets the attempts that one request may use in all, over keys, candidates, retries and chains: 1 to 100.</summary>
    /// <value>The default is 4.</value>
    public int MaxAttempts { get; set; } = 4;

    /// <summary>Gets or sets how often the same candidate is tried again after a failure of the provider, the network or a clock: 0 to 10.</summary>
    /// <value>The default is 0.</value>
    public int Retries { get; set; }

    /// <summary>Gets or sets the pause before the first retry, doubled for each further one up to five seconds and jittered by a fifth: 0 to 1 minute.</summary>
    /// <value>The default is 500 ms.</value>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Gets or sets the tier of a model id that names none; <see langword="null"/> takes the first tier of the plan that offers it.</summary>
    public string? DefaultTier { get; set; }

    /// <summary>Gets or sets the policy of all requests, as JSON in one text or written out; <see langword="null"/> for none. Plans, tenants and callers narrow it, never widen.</summary>
    public IConfigurationSection? Policy { get; set; }

    /// <summary>Gets or sets the clocks.</summary>
    public TimeoutsConfig Timeouts { get; set; } = new();

    /// <summary>Gets or sets when a failing deployment or key is left alone, and for how long.</summary>
    public CooldownConfig Cooldown { get; set; } = new();

    /// <summary>Gets or sets how long a conversation stays where a failover moved it, counted from its last served request: 1 second to 30 days.</summary>
    /// <value>The default is one hour.</value>
    public TimeSpan AffinityTimeToLive { get; set; } = TimeSpan.FromHours(1);
}
