namespace Wayleave.Configuration;

/// <summary>The clocks of a request, as written in <c>Wayleave:Routing:Timeouts</c>. Each is above 0 and at most one day.</summary>
public sealed record TimeoutsConfig
{
    /// <summary>Gets the longest wait for the first content of a streamed attempt; a plain answer has only <see cref="Attempt"/>.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan FirstContent { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets the longest silence between two chunks of a stream.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan BetweenChunks { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets the longest attempt.</summary>
    /// <value>The default is 5 minutes.</value>
    public TimeSpan Attempt { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets the longest request, all attempts and pauses included.</summary>
    /// <value>The default is 10 minutes.</value>
    public TimeSpan Request { get; init; } = TimeSpan.FromMinutes(10);
}
