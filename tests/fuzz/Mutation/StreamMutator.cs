using System.Text;

namespace Wayleave.Fuzz.Mutation;

/// <summary>Breaks streams of server-sent events: their events, their framing, and the JSON inside them.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class StreamMutator(Mutator mutator)
{
    private const int MaxRepeated = 64 * 1024 * 1024;

    private static readonly byte[][] LineEnds = ["\n"u8.ToArray(), "\r\n"u8.ToArray(), "\r"u8.ToArray()];

    /// <summary>Makes one case.</summary>
    /// <param name="random">The case's numbers.</param>
    /// <param name="samples">Streams, each the data of its events.</param>
    /// <param name="named">Whether events are announced by their type.</param>
    public byte[] Mutate(ref SplitMix random, byte[][][] samples, bool named)
    {
        var events = new List<byte[]>(samples[random.Next(samples.Length)]);
        for (var rounds = random.Next(6); rounds > 0; rounds--)
        {
            MutateEvents(ref random, events, samples[random.Next(samples.Length)]);
        }

        var stream = Frame(ref random, events, named);
        for (var rounds = random.OneIn(4) ? 1 + random.Next(2) : 0; rounds > 0; rounds--)
        {
            stream = Mutator.MutateBytes(ref random, stream, stream);
        }

        return stream;
    }

    private void MutateEvents(ref SplitMix random, List<byte[]> events, byte[][] other)
    {
        if (events.Count == 0)
        {
            events.Add(other[random.Next(other.Length)]);
            return;
        }

        var at = random.Next(events.Count);
        switch (random.Next(12))
        {
            case 0:
                events.RemoveAt(at);
                break;
            case 1:
                events.Insert(random.Next(events.Count + 1), events[at]);
                break;
            case 2:
                events.Insert(random.Next(events.Count + 1), other[random.Next(other.Length)]);
                break;
            case 3:
                var to = random.Next(events.Count);
                (events[at], events[to]) = (events[to], events[at]);
                break;
            case 4 when random.OneIn(4):
                events.RemoveRange(at, events.Count - at);
                break;
            case 5 when random.OneIn(20):
                var times = Math.Min(random.Pick<int>([64, 1000, 5000]), MaxRepeated / Math.Max(1, events[at].Length));
                events.InsertRange(at, Enumerable.Repeat(events[at], times));
                break;
            case 6:
                events[at] = Mutator.MutateBytes(ref random, events[at], other[random.Next(other.Length)]);
                break;
            default:
                events[at] = mutator.MutateJson(ref random, events[at], other[random.Next(other.Length)]);
                break;
        }
    }

    private static byte[] Frame(ref SplitMix random, List<byte[]> events, bool named)
    {
        var output = new MemoryStream();
        var end = random.OneIn(6) ? LineEnds[random.Next(LineEnds.Length)] : LineEnds[0];
        var omitsTypes = random.OneIn(8);
        var tight = random.OneIn(8);
        if (random.OneIn(40))
        {
            output.Write([0xEF, 0xBB, 0xBF]);
        }

        foreach (var data in events)
        {
            if (named && !omitsTypes && TypeOf(data) is { } type)
            {
                output.Write(Encoding.UTF8.GetBytes($"event: {type}"));
                output.Write(end);
            }

            output.Write(tight ? "data:"u8 : "data: "u8);
            output.Write(data);
            output.Write(end);
            output.Write(end);
        }

        return output.ToArray();
    }

    /// <summary>Finds the first member that looks like a type, null when there is none; a mutated event may announce another one than it holds.</summary>
    public static string? TypeOf(byte[] data)
    {
        var at = data.AsSpan().IndexOf("\"type\":\""u8);
        if (at < 0)
        {
            return null;
        }

        var text = data.AsSpan(at + 8);
        var length = text.IndexOf((byte)'"');
        return length is < 0 or > 80 || text[..length].ContainsAny((byte)'\n', (byte)'\r') ? null : Encoding.UTF8.GetString(text[..length]);
    }
}
