namespace Wayleave.Configuration;

/// <summary>What to try when a model is exhausted, as written in <c>Wayleave:FallbackChains:{id}</c>.</summary>
public sealed record FallbackChainConfig
{
    /// <summary>Gets or sets the model ids to try in order, by cause.</summary>
    public IReadOnlyDictionary<FallbackCause, IReadOnlyList<string>> On { get; set; } =
        new Dictionary<FallbackCause, IReadOnlyList<string>>();
}
