namespace Wayleave.Policies.Evaluation;

/// <summary>Orders places by score, the highest first; equals keep their order, -0 equals 0, and what is not a number comes last.</summary>
/// <remarks>Not thread-safe: the buffers are kept for the next time.</remarks>
internal sealed class ScoreOrder
{
    private const int Digits = 8;
    private const int DigitValues = 256;
    private const int FewestForDigits = 48;

    private readonly int[] _counts = new int[Digits * DigitValues];
    private ulong[] _keys = [];
    private ulong[] _otherKeys = [];
    private int[] _otherPlaces = [];

    /// <summary>Writes the places 0, 1, ... in order.</summary>
    public void Sort(ReadOnlySpan<double> scores, Span<int> places)
    {
        if (_keys.Length < scores.Length)
        {
            var length = Math.Max(scores.Length, 2 * _keys.Length);
            (_keys, _otherKeys, _otherPlaces) = (new ulong[length], new ulong[length], new int[length]);
        }

        var keys = _keys.AsSpan(0, scores.Length);
        for (var place = 0; place < keys.Length; place++)
        {
            keys[place] = KeyOf(scores[place]);
            places[place] = place;
        }

        if (keys.Length < FewestForDigits)
        {
            Insert(keys, places);
        }
        else
        {
            SortByDigits(keys, places);
        }
    }

    // The bits of a double, so turned that they ascend as the score descends. Adding 0 makes a 0 of -0.
    private static ulong KeyOf(double score)
    {
        if (double.IsNaN(score))
        {
            return ulong.MaxValue;
        }

        var bits = BitConverter.DoubleToUInt64Bits(score + 0.0);
        return (long)bits < 0 ? bits : ~(bits | 1UL << 63);
    }

    private static void Insert(Span<ulong> keys, Span<int> places)
    {
        for (var index = 1; index < keys.Length; index++)
        {
            var (key, place) = (keys[index], places[index]);
            var at = index;
            for (; at > 0 && keys[at - 1] > key; at--)
            {
                keys[at] = keys[at - 1];
                places[at] = places[at - 1];
            }

            keys[at] = key;
            places[at] = place;
        }
    }

    // Digit by digit from the lowest: stable, and in time that no scores can make worse. Digits that all share are skipped.
    private void SortByDigits(Span<ulong> keys, Span<int> places)
    {
        Array.Clear(_counts);
        foreach (var key in keys)
        {
            for (var digit = 0; digit < Digits; digit++)
            {
                _counts[digit * DigitValues + (byte)(key >> (8 * digit))]++;
            }
        }

        Span<ulong> from = keys, to = _otherKeys.AsSpan(0, keys.Length);
        Span<int> fromPlaces = places, toPlaces = _otherPlaces.AsSpan(0, keys.Length);
        for (var digit = 0; digit < Digits; digit++)
        {
            var counts = _counts.AsSpan(digit * DigitValues, DigitValues);
            if (counts[(byte)(from[0] >> (8 * digit))] == from.Length)
            {
                continue;
            }

            var sum = 0;
            foreach (ref var count in counts)
            {
                (count, sum) = (sum, sum + count);
            }

            for (var index = 0; index < from.Length; index++)
            {
                var at = counts[(byte)(from[index] >> (8 * digit))]++;
                to[at] = from[index];
                toPlaces[at] = fromPlaces[index];
            }

            var swap = from;
            from = to;
            to = swap;
            var swapPlaces = fromPlaces;
            fromPlaces = toPlaces;
            toPlaces = swapPlaces;
        }

        if (fromPlaces != places)
        {
            fromPlaces.CopyTo(places);
        }
    }
}
