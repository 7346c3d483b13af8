namespace Wayleave.Policies.Evaluation;

/// <summary>Draws an order by rank: the first has weight 1, each next one a share of the one before. Buffers are kept. Not thread-safe.</summary>
internal sealed class Sampling
{
    private double[] _weights = [];
    private int[] _pool = [];

    /// <summary>Replaces the first places of an order by a drawn one.</summary>
    /// <param name="places">The order by score; afterwards as many drawn places as were wanted stand first.</param>
    /// <param name="count">How many are wanted.</param>
    /// <param name="decay">What a weight is of the one before.</param>
    /// <param name="seed">What the draws follow from.</param>
    public void Draw(Span<int> places, int count, double decay, double seed)
    {
        Prepare(places, decay);
        var random = new PinnedRandom(seed);
        for (var (drawn, left) = (0, places.Length); drawn < count; drawn++, left--)
        {
            var weights = _weights.AsSpan(0, left);
            var pick = Pick(weights, random.Next() * SumOf(weights));
            places[drawn] = _pool[pick];
            weights[(pick + 1)..].CopyTo(weights[pick..]);
            _pool.AsSpan(pick + 1, left - pick - 1).CopyTo(_pool.AsSpan(pick));
        }
    }

    private void Prepare(ReadOnlySpan<int> places, double decay)
    {
        if (_pool.Length < places.Length)
        {
            var length = Math.Max(places.Length, 2 * _pool.Length);
            (_weights, _pool) = (new double[length], new int[length]);
        }

        places.CopyTo(_pool);
        var weight = 1.0;
        for (var index = 0; index < places.Length; index++)
        {
            _weights[index] = weight;
            weight *= decay;
        }
    }

    // Weights never rise, so once one is too small to change the sum, none after it does either: the sum is the same to the bit.
    private static double SumOf(ReadOnlySpan<double> weights)
    {
        var sum = 0.0;
        foreach (var weight in weights)
        {
            var next = sum + weight;
            if (next == sum)
            {
                break;
            }

            sum = next;
        }

        return sum;
    }

    private static int Pick(ReadOnlySpan<double> weights, double drawn)
    {
        var sum = 0.0;
        for (var index = 0; index < weights.Length; index++)
        {
            sum += weights[index];
            if (drawn <= sum)
            {
                return index;
            }
        }

        return weights.Length - 1;
    }
}
