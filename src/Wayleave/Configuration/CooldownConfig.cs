namespace Wayleave.Configuration;

/// <summary>When a failing deployment or key is left alone, as written in <c>Wayleave:Routing:Cooldown</c>. A cooldown only ever extends.</summary>
public sealed record CooldownConfig
{
    /// <summary>Gets or sets how many failures of a deployment within <see cref="Window"/> start its cooldown: 1 to 1000.</summary>
    /// <value>The default is 3.</value>
    public int Failures { get; set; } = 3;

    /// <summary>Gets or sets the span in which failures are counted together: above 0, at most one day.</summary>
    /// <value>The default is one minute.</value>
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets or sets how long a failing deployment, or a key that was told 429 without <c>Retry-After</c>, is left alone: 0 to one day.</summary>
    /// <value>The default is 5 seconds.</value>
    public TimeSpan Duration { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets how long a key that was refused or has no credit is left alone: 0 to one day.</summary>
    /// <value>The default is one minute.</value>
    public TimeSpan Key { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets or sets the longest <c>Retry-After</c> that is honoured: 0 to one day.</summary>
    /// <value>The default is one hour.</value>
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromHours(1);
}
