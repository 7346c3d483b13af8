namespace Wayleave.Dialects.Hints;

/// <summary>What a request wants providers to be ordered by.</summary>
internal enum PreferredSort
{
    /// <summary>The router's own ranking.</summary>
    None,

    /// <summary>The cheapest first.</summary>
    Price,

    /// <summary>The most tokens per second first.</summary>
    Throughput,

    /// <summary>The quickest first.</summary>
    Latency,
}
