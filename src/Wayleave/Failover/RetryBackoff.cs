namespace Wayleave.Failover;

/// <summary>How long to pause before the same candidate is tried again.</summary>
internal static class RetryBackoff
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(5);

    /// <summary>Gets the pause: doubled for each retry up to five seconds, jittered by a fifth either way, never shorter than <paramref name="retryAfter"/>.</summary>
    /// <param name="first">The pause before the first retry.</param>
    /// <param name="retry">Which retry it is, from 1.</param>
    /// <param name="retryAfter">What the provider asked for, or null.</param>
    /// <param name="uniform">A random number in [0, 1).</param>
    public static TimeSpan Delay(TimeSpan first, int retry, TimeSpan? retryAfter, double uniform)
    {
        var doubled = first.TotalMilliseconds * Math.Pow(2, retry - 1);
        var delay = TimeSpan.FromMilliseconds(Math.Min(doubled, Longest(first).TotalMilliseconds) * (0.8 + (0.4 * uniform)));
        return retryAfter is { } asked && asked > delay ? asked : delay;
    }

    /// <summary>Gets the longest pause that a request waits for; who asks for more is not tried again in it.</summary>
    public static TimeSpan Longest(TimeSpan first) => first > Usual ? first : Usual;
}
