namespace Wayleave.Fuzz.Mutation;

/// <summary>A small generator whose numbers depend on the seed alone, on every runtime.</summary>
internal struct SplitMix(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Derives the seed of one case, so that each can be run without those before it.</summary>
    public static ulong CaseSeed(ulong seed, ulong number)
    {
        var mix = new SplitMix(seed ^ (number * 0xD1342543DE82EF95));
        mix.Next();
        return mix.Next();
    }

    public ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Gets a number from 0 to below the bound.</summary>
    public int Next(int bound) => bound <= 1 ? 0 : (int)(Next() % (ulong)bound);

    public bool OneIn(int odds) => Next(odds) == 0;

    public T Pick<T>(ReadOnlySpan<T> of) => of[Next(of.Length)];
}
