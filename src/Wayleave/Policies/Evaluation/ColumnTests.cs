using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Wayleave.Policies.Terms;

namespace Wayleave.Policies.Evaluation;

/// <summary>Tests whole columns, 64 rows to a word of bits.</summary>
internal static class ColumnTests
{
    private const int RowsPerWord = 64;

    public static void Compare(ReadOnlySpan<double> column, Relation relation, double number, Span<ulong> bits)
    {
        var vectors = MemoryMarshal.Cast<double, Vector256<double>>(column);
        var bound = Vector256.Create(number);
        for (var word = 0; word < bits.Length; word++)
        {
            var rows = vectors.Slice(word * (RowsPerWord / Vector256<double>.Count), RowsPerWord / Vector256<double>.Count);
            var result = 0UL;
            for (var index = 0; index < rows.Length; index++)
            {
                result |= (ulong)Compare(rows[index], relation, bound) << (index * Vector256<double>.Count);
            }

            bits[word] = result;
        }
    }

    public static void AreEqual(ReadOnlySpan<int> column, int value, Span<ulong> bits)
    {
        var wanted = Vector256.Create(value);
        for (var word = 0; word < bits.Length; word++)
        {
            var rows = RowsOf(column, word);
            var result = 0UL;
            for (var index = 0; index < rows.Length; index++)
            {
                result |= (ulong)Vector256.Equals(rows[index], wanted).ExtractMostSignificantBits() << (index * Vector256<int>.Count);
            }

            bits[word] = result;
        }
    }

    public static void AreAtLeast(ReadOnlySpan<int> column, int value, Span<ulong> bits)
    {
        var least = Vector256.Create(value);
        for (var word = 0; word < bits.Length; word++)
        {
            var rows = RowsOf(column, word);
            var result = 0UL;
            for (var index = 0; index < rows.Length; index++)
            {
                result |= (ulong)Vector256.GreaterThanOrEqual(rows[index], least).ExtractMostSignificantBits() << (index * Vector256<int>.Count);
            }

            bits[word] = result;
        }
    }

    public static void And(Span<ulong> bits, ReadOnlySpan<ulong> others)
    {
        for (var word = 0; word < bits.Length; word++)
        {
            bits[word] &= others[word];
        }
    }

    public static void Or(Span<ulong> bits, ReadOnlySpan<ulong> others)
    {
        for (var word = 0; word < bits.Length; word++)
        {
            bits[word] |= others[word];
        }
    }

    public static void Not(Span<ulong> bits)
    {
        foreach (ref var word in bits)
        {
            word = ~word;
        }
    }

    public static int CountOf(ReadOnlySpan<ulong> bits)
    {
        var count = 0;
        foreach (var word in bits)
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    private static ReadOnlySpan<Vector256<int>> RowsOf(ReadOnlySpan<int> column, int word) =>
        MemoryMarshal.Cast<int, Vector256<int>>(column).Slice(word * (RowsPerWord / Vector256<int>.Count), RowsPerWord / Vector256<int>.Count);

    private static uint Compare(Vector256<double> values, Relation relation, Vector256<double> bound) => relation switch
    {
        Relation.Lt => Vector256.LessThan(values, bound).ExtractMostSignificantBits(),
        Relation.Le => Vector256.LessThanOrEqual(values, bound).ExtractMostSignificantBits(),
        Relation.Eq => Vector256.Equals(values, bound).ExtractMostSignificantBits(),
        Relation.Ne => (~Vector256.Equals(values, bound)).ExtractMostSignificantBits(),
        Relation.Ge => Vector256.GreaterThanOrEqual(values, bound).ExtractMostSignificantBits(),
        _ => Vector256.GreaterThan(values, bound).ExtractMostSignificantBits(),
    };
}
