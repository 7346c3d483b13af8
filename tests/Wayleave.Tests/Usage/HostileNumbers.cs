namespace Wayleave.Tests.Usage;

/// <summary>Numbers as a broken or malicious provider might send them: edges, small ones, any 64 bits.</summary>
internal sealed class HostileNumbers(int seed)
{
    private static readonly long[] Edges =
        [0, 1, -1, 2, 100, int.MaxValue, int.MinValue, 1_000_000_000, long.MaxValue, long.MaxValue - 1, long.MinValue, long.MinValue + 1];

    private readonly Random _random = new(seed);

    public long Next() => _random.Next(3) switch
    {
        0 => Edges[_random.Next(Edges.Length)],
        1 => _random.NextInt64(-10, 10_000),
        _ => _random.NextInt64(long.MinValue, long.MaxValue),
    };

    public long? NextOrNull() => _random.Next(3) == 0 ? null : Next();
}
