namespace Wayleave.Snapshots;

/// <summary>Prices in nano-dollars per million tokens; null is unknown.</summary>
internal sealed record PriceModel(long? Input, long? CachedInput, long? CacheWrite, long? Output)
{
    public static PriceModel Free { get; } = new(0, 0, 0, 0);
}
