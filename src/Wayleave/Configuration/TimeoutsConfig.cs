namespace Wayleave.Configuration;

/// <summary>The clocks of a request, as written in <c>Wayleave:Routing:Timeouts</c>. Each is above 0 and at most one day.</summary>
public sealed record TimeoutsConfig
{
    /// <summary>Gets or sets the longest wait for the first content of a streamed attempt; a plain answer has only <see cref="Attempt"/>.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan FirstContent { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets the longest silence between two chunks of a stream.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan BetweenChunks { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets the longest attempt.</summary>
    /// <value>The default is 5 minutes.</value>
    public TimeSpan Attempt { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets or sets the longest request, all attempts and pauses included.</summary>
    /// <value>The default is 10 minutes.</value>
    public TimeSpan Request { get; set; } = TimeSpan.FromMinutes(10);
}
