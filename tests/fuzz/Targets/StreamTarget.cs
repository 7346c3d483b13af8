using System.Buffers;
using Microsoft.Extensions.AI;
using Wayleave.Dialects;
using Wayleave.Fuzz.Mutation;
using Wayleave.Fuzz.Samples;
using Wayleave.Providers;
using Wayleave.Snapshots;
using Wayleave.Usage;

namespace Wayleave.Fuzz.Targets;

/// <summary>A provider's stream: read in random chunks, and written to callers of every dialect, untouched and touched.</summary>
internal sealed class StreamTarget(DialectSamples samples) : FuzzTarget
{
    private static readonly ProviderModel Provider = new() { Id = "p", MaxResponseBytes = 64 * 1024 * 1024 };

    private readonly StreamMutator _mutator = new(new Mutator());
    private readonly ArrayBufferWriter<byte>[] _outputs = [new(64 * 1024), new(64 * 1024), new(64 * 1024)];

    public override string Name => $"{samples.Dialect.Name}/streams";

    public override byte[] Make(ref SplitMix random) => _mutator.Mutate(ref random, samples.Streams, samples.NamesEvents);

    public override bool Run(byte[] input, SplitMix random)
    {
        var keepRaw = samples.Dialect is ChatDialect && !random.OneIn(3);
        var touched = random.OneIn(4) ? random.Next(12) : -1;
        var complete = Pass(input, keepRaw, touched, random.Next());
        if (!random.OneIn(8))
        {
            return complete;
        }

        byte[][] first = [.. _outputs.Select(output => output.WrittenSpan.ToArray())];
        if (Pass(input, keepRaw, touched, random.Next()) != complete)
        {
            throw new OracleException("chunks do not decide whether a stream is complete", "they did");
        }

        for (var i = 0; i < first.Length; i++)
        {
            if (!first[i].AsSpan().SequenceEqual(_outputs[i].WrittenSpan))
            {
                throw new OracleException("chunks do not change what is written", $"{Shape.Show(first[i])} became {Shape.Show(_outputs[i].WrittenSpan)}");
            }
        }

        return complete;
    }

    /// <summary>Checks a whole stream that was written to its end.</summary>
    public static void CheckComplete(EndpointSide side, ReadOnlySpan<byte> stream)
    {
        var last = EventShape.CheckAll(stream, side.Event, side.Error);
        if (!side.Terminals.Contains(last))
        {
            throw new OracleException($"a complete stream of {side.Dialect.Name} ends with its terminal marker", Shape.Show(stream[Math.Max(0, stream.Length - 600)..]));
        }
    }

    /// <summary>Writes updates to a stream.</summary>
    /// <returns>Whether all were written; otherwise the caller's dialect has no place for one, and the stream ends with the error.</returns>
    public static bool TryWrite(EndpointSide side, ResponseStreamWriter writer, ArrayBufferWriter<byte> output, IEnumerable<ChatResponseUpdate> updates)
    {
        foreach (var update in updates)
        {
            try
            {
                writer.Write(output, update);
            }
            catch (RouteException e) when (MediaRefusal.IsOne(e, update.Contents))
            {
                writer.Fail(output, e);
                EventShape.CheckAll(output.WrittenSpan, side.Event, side.Error);
                return false;
            }
        }

        return true;
    }

    private bool Pass(byte[] input, bool keepRaw, int touched, ulong chunks)
    {
        // Null once the caller's dialect had no place for something.
        var writers = new ResponseStreamWriter?[EndpointSide.All.Length];
        for (var i = 0; i < writers.Length; i++)
        {
            _outputs[i].ResetWrittenCount();
            writers[i] = EndpointSide.All[i].Dialect.CreateStreamWriter(EndpointSide.All[i].Streaming);
        }

        var events = new ProviderEventStream(
            new ChunkedStream(input, new SplitMix(chunks)), samples.Dialect.CreateStreamReader(keepRaw), samples.Dialect.Seals, new SealOrigin("fuzz", null), Provider, null, TimeProvider.System, CancellationToken.None);
        try
        {
            for (var number = 0; Next(events) is { } update; number++)
            {
                Account(update);
                if (number == touched)
                {
                    Touch(update);
                }

                for (var i = 0; i < writers.Length; i++)
                {
                    if (writers[i] is { } writer && !TryWrite(EndpointSide.All[i], writer, _outputs[i], [update]))
                    {
                        writers[i] = null;
                    }
                }
            }

            for (var i = 0; i < writers.Length; i++)
            {
                if (writers[i] is { } writer)
                {
                    writer.Complete(_outputs[i]);
                    CheckComplete(EndpointSide.All[i], _outputs[i].WrittenSpan);
                }
            }

            return true;
        }
        catch (ProviderException)
        {
            for (var i = 0; i < writers.Length; i++)
            {
                EventShape.CheckAll(_outputs[i].WrittenSpan, EndpointSide.All[i].Event, EndpointSide.All[i].Error);
            }

            return false;
        }
        finally
        {
            var disposal = events.DisposeAsync();
            if (!disposal.IsCompletedSuccessfully)
            {
                disposal.AsTask().GetAwaiter().GetResult();
            }
        }
    }

    // The stream is in memory, so the task is always complete already.
    private static ChatResponseUpdate? Next(ProviderEventStream events)
    {
        var next = events.ReadAsync();
        return next.IsCompleted ? next.GetAwaiter().GetResult() : next.AsTask().GetAwaiter().GetResult();
    }

    private static void Account(ChatResponseUpdate update)
    {
        _ = update.Text;
        foreach (var content in update.Contents)
        {
            if (content is UsageContent usage)
            {
                _ = TokenUsageReader.FromDetails(usage.Details);
            }
        }
    }

    private static void Touch(ChatResponseUpdate update)
    {
        foreach (var content in update.Contents)
        {
            switch (content)
            {
                case TextContent text:
                    text.Text += "!";
                    break;
                case FunctionCallContent call:
                    call.Arguments = new Dictionary<string, object?> { ["changed"] = true };
                    break;
            }
        }
    }
}
