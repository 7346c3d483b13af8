namespace Wayleave.Tests.Properties;

/// <summary>How a provider behaves: what it sends, and how it ends.</summary>
/// <param name="Failure">Why it fails, <see cref="FailureCategory.None"/> for an answer.</param>
/// <param name="Chunks">How many chunks of content it streams before it ends or fails.</param>
/// <param name="Metadata">How many updates without content come first; at least one, as every dialect sends.</param>
internal readonly record struct ProviderBehaviour(FailureCategory Failure, int Chunks = 3, int Metadata = 1)
{
    public static ProviderBehaviour Answer { get; } = new(FailureCategory.None);

    public static ProviderBehaviour Random(WorldGenerator random) => new(
        random.Chance(0.4) ? FailureCategory.None : random.Pick(
            FailureCategory.InvalidRequest, FailureCategory.ContextWindow, FailureCategory.ContentPolicy, FailureCategory.Authentication,
            FailureCategory.InsufficientQuota, FailureCategory.RateLimited, FailureCategory.ServerError, FailureCategory.Network, FailureCategory.InvalidResponse),
        random.Number(4),
        1 + random.Number(3));
}
