using System.Text;

namespace Wayleave.Fuzz.Mutation;

/// <summary>Breaks valid samples in ways that only depend on the seed: bytes, JSON structure, and pieces of other samples.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class Mutator
{
    private const int MaxLength = 2 * 1024 * 1024;

    private readonly JsonPieces _pieces = new();
    private readonly JsonPieces _otherPieces = new();

    /// <summary>Makes one case.</summary>
    /// <param name="random">The case's numbers.</param>
    /// <param name="samples">What to start from, and to take pieces from.</param>
    public byte[] Mutate(ref SplitMix random, byte[][] samples)
    {
        var current = samples[random.Next(samples.Length)];
        for (var rounds = 1 + (random.OneIn(2) ? 0 : random.Next(6)); rounds > 0; rounds--)
        {
            var other = samples[random.Next(samples.Length)];
            current = random.Next(10) < 7 ? MutateJson(ref random, current, other) : MutateBytes(ref random, current, other);
        }

        return current;
    }

    /// <summary>Breaks bytes wherever they stand.</summary>
    public static byte[] MutateBytes(ref SplitMix random, byte[] input, byte[] other)
    {
        var at = random.Next(input.Length + 1);
        switch (random.Next(8))
        {
            case 0 when input.Length > 0:
                var flipped = (byte[])input.Clone();
                for (var flips = 1 + random.Next(4); flips > 0; flips--)
                {
                    flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
                }

                return flipped;
            case 1:
                return input[..at];
            case 2:
                return Replace(input, at, Math.Min(input.Length, at + 1 + random.Next(16)), []);
            case 3:
                return Replace(input, at, at, input.AsSpan(at, Math.Min(input.Length - at, 1 + random.Next(64))));
            case 4:
                return [.. input.AsSpan(0, at), .. other.AsSpan(random.Next(other.Length + 1))];
            case 5 when input.Length > 0:
                var set = (byte[])input.Clone();
                set[random.Next(set.Length)] = (byte)random.Next(256);
                return set;
            default:
                return Replace(input, at, at, random.Pick<byte[]>(OddText.Fragments));
        }
    }

    /// <summary>Breaks what the JSON says and leaves it JSON, mostly.</summary>
    public byte[] MutateJson(ref SplitMix random, byte[] input, byte[] other)
    {
        _pieces.Read(input);
        if (_pieces.Values.Count == 0)
        {
            return MutateBytes(ref random, input, other);
        }

        var (start, end) = _pieces.Values[random.Next(_pieces.Values.Count)];
        switch (random.Next(12))
        {
            case 0 or 1:
                return Replace(input, start, end, random.Pick<byte[]>(OddText.Values));
            case 2:
                return Replace(input, start, end, Piece(ref random, other));
            case 3 when _pieces.Members.Count > 0:
                return RemoveMember(input, _pieces.Members[random.Next(_pieces.Members.Count)]);
            case 4 when _pieces.Members.Count > 0:
                var member = _pieces.Members[random.Next(_pieces.Members.Count)];
                return Replace(input, member.Start, member.Start, [.. input.AsSpan(member.Start..member.End), (byte)',']);
            case 5 or 6 when _pieces.Openings.Count > 0:
                // The top level is where requests are decided, so it is hit more often than its share.
                return Open(input, _pieces.Openings[random.OneIn(2) ? 0 : random.Next(_pieces.Openings.Count)], random.Pick<byte[]>(OddText.Members));
            case 7 when _pieces.Names.Count > 0:
                var name = _pieces.Names[random.Next(_pieces.Names.Count)];
                return Replace(input, name.Start, name.End, OtherName(ref random, other, input.AsSpan(name.Start..name.End)));
            case 8:
                return Replace(input, start, end, Nest(ref random, input.AsSpan(start..end)));
            case 9:
                return Replace(input, start, end, [(byte)'[', .. input.AsSpan(start..end), (byte)',', .. input.AsSpan(start..end), (byte)']']);
            case 10 when random.OneIn(12):
                return Multiply(ref random, input, start, end);
            case 10 or 11 when _pieces.Members.Count > 1:
                var one = _pieces.Members[random.Next(_pieces.Members.Count)];
                return Open(input, _pieces.Openings[random.Next(_pieces.Openings.Count)], input[one.Start..one.End]);
            default:
                return Replace(input, start, end, random.Pick<byte[]>(OddText.Values));
        }
    }

    public static byte[] Replace(byte[] input, int start, int end, ReadOnlySpan<byte> with)
    {
        var output = new byte[input.Length - (end - start) + with.Length];
        input.AsSpan(0, start).CopyTo(output);
        with.CopyTo(output.AsSpan(start));
        input.AsSpan(end).CopyTo(output.AsSpan(start + with.Length));
        return output;
    }

    private static byte[] Open(byte[] input, int at, byte[] member)
    {
        var isEmpty = at < input.Length && input[at] == '}';
        return Replace(input, at, at, isEmpty ? member : [.. member, (byte)',']);
    }

    private static byte[] RemoveMember(byte[] input, (int Start, int End) member)
    {
        var end = member.End;
        if (end < input.Length && input[end] == ',')
        {
            return Replace(input, member.Start, end + 1, []);
        }

        var start = member.Start;
        if (start > 0 && input[start - 1] == ',')
        {
            start--;
        }

        return Replace(input, start, end, []);
    }

    private byte[] Piece(ref SplitMix random, byte[] other)
    {
        _otherPieces.Read(other);
        if (_otherPieces.Values.Count == 0)
        {
            return random.Pick<byte[]>(OddText.Values);
        }

        var (start, end) = _otherPieces.Values[random.Next(_otherPieces.Values.Count)];
        return other[start..end];
    }

    // A name of another sample, or the same one written with an escape.
    private byte[] OtherName(ref SplitMix random, byte[] other, ReadOnlySpan<byte> name)
    {
        _otherPieces.Read(other);
        if (random.OneIn(3) || _otherPieces.Names.Count == 0)
        {
            var at = name.Length > 2 ? 1 + random.Next(name.Length - 2) : 1;
            return name.Length > 2 && name[at] is > 0x20 and < 0x7F and not (byte)'\\'
                ? [.. name[..at], .. Encoding.ASCII.GetBytes($"\\u{(int)name[at]:x4}"), .. name[(at + 1)..]]
                : "\"\""u8.ToArray();
        }

        var (start, end) = _otherPieces.Names[random.Next(_otherPieces.Names.Count)];
        return other[start..end];
    }

    private static byte[] Nest(ref SplitMix random, ReadOnlySpan<byte> value)
    {
        var depth = random.Pick<int>([1, 3, 60, 62, 64, 120, 250, 254, 255, 256, 300, 1000]);
        var isObject = random.OneIn(2);
        var open = isObject ? "{\"a\":"u8 : "["u8;
        var output = new byte[value.Length + (depth * (open.Length + 1))];
        for (var i = 0; i < depth; i++)
        {
            open.CopyTo(output.AsSpan(i * open.Length));
        }

        value.CopyTo(output.AsSpan(depth * open.Length));
        output.AsSpan((depth * open.Length) + value.Length).Fill((byte)(isObject ? '}' : ']'));
        return output;
    }

    // Many of the same: whoever compares each with each takes a square of the time.
    private static byte[] Multiply(ref SplitMix random, byte[] input, int start, int end)
    {
        var isItem = end < input.Length && input[end] is (byte)',' or (byte)']';
        var times = random.Pick<int>([16, 256, 4096, 20000]);
        var piece = isItem ? [.. input.AsSpan(start..end), (byte)','] : "[],"u8.ToArray();
        if (input[start] == '"' && !isItem)
        {
            piece = [.. input.AsSpan((start + 1)..(end - 1)), (byte)'z'];
        }

        times = Math.Min(times, (MaxLength - input.Length) / Math.Max(1, piece.Length));
        if (times <= 0)
        {
            return input;
        }

        var many = new byte[piece.Length * times];
        for (var i = 0; i < times; i++)
        {
            piece.CopyTo(many, i * piece.Length);
        }

        return isItem || input[start] != '"'
            ? (isItem ? Replace(input, start, start, many) : Replace(input, start, end, [(byte)'[', .. many.AsSpan(0, many.Length - 1), (byte)']']))
            : Replace(input, start + 1, start + 1, many);
    }
}
