namespace Wayleave.Configuration;

/// <summary>When a failing deployment or key is left alone, as written in <c>Wayleave:Routing:Cooldown</c>. A cooldown only ever extends.</summary>
public sealed record CooldownConfig
{
    /// <summary>Gets how many failures of a deployment within <see cref="Window"/> start its cooldown: 1 to 1000.</summary>
    /// <value>The default is 3.</value>
    public int Failures { get; init; } = 3;

    /// <summary>Gets the span in which failures are counted together: above 0, at most one day.</summary>
    /// <value>The default is one minute.</value>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets how long a failing deployment, or a key that was told 429 without <c>Retry-After</c>, is left alone: 0 to one day.</summary>
    /// <value>The default is 5 seconds.</value>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets how long a key that was refused or has no credit is left alone: 0 to one day.</summary>
    /// <value>The default is one minute.</value>
    public TimeSpan Key { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets the longest <c>Retry-After</c> that is honoured: 0 to one day.</summary>
    /// <value>The default is one hour.</value>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromHours(1);
}
