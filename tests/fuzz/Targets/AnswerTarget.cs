using System.Buffers;
using Microsoft.Extensions.AI;
using Wayleave.Dialects;
using Wayleave.Fuzz.Mutation;
using Wayleave.Fuzz.Samples;
using Wayleave.Providers;
using Wayleave.Usage;

namespace Wayleave.Fuzz.Targets;

/// <summary>A provider's complete answer: read, and written to callers of every dialect, whole and as a stream, untouched and touched.</summary>
internal sealed class AnswerTarget(DialectSamples samples) : FuzzTarget
{
    private readonly Mutator _mutator = new();
    private readonly ArrayBufferWriter<byte> _output = new(64 * 1024);

    public override string Name => $"{samples.Dialect.Name}/answers";

    public override byte[] Make(ref SplitMix random) => _mutator.Mutate(ref random, samples.Answers);

    public override bool Run(byte[] input, SplitMix random)
    {
        try
        {
            var isTouched = random.OneIn(3);
            foreach (var side in EndpointSide.All)
            {
                var response = Read(input, keepRaw: ReferenceEquals(side.Dialect, samples.Dialect));
                if (isTouched)
                {
                    Touch(response);
                }

                Write(side, response);
            }

            Stream(Read(input, keepRaw: false));
            return true;
        }
        catch (ProviderException)
        {
            return false;
        }
    }

    private ChatResponse Read(byte[] input, bool keepRaw)
    {
        var marked = samples.Dialect.Seals is { } rule ? SealMarking.TryMark(input, rule, rule.AnswerDepths, new SealOrigin("fuzz", null)) ?? input : input;
        var response = samples.Dialect.ReadResponse(marked, keepRaw);
        _ = TokenUsageReader.FromDetails(response.Usage);
        return response;
    }

    private void Write(EndpointSide side, ChatResponse response)
    {
        _output.ResetWrittenCount();
        try
        {
            side.Dialect.WriteResponse(_output, response, side.Plain);
        }
        catch (RouteException e) when (MediaRefusal.IsOne(e, response.Messages.SelectMany(static message => message.Contents)))
        {
            if (_output.WrittenCount > 0)
            {
                throw new OracleException("an answer is refused before its first byte", Shape.Show(_output.WrittenSpan));
            }

            EndpointSide.CheckErrors(e, _output);
            return;
        }

        side.Answer.Check(_output.WrittenSpan);
    }

    // Some providers answer a streaming request whole.
    private void Stream(ChatResponse response)
    {
        var updates = response.ToChatResponseUpdates();
        foreach (var side in EndpointSide.All)
        {
            _output.ResetWrittenCount();
            var writer = side.Dialect.CreateStreamWriter(side.Streaming);
            if (StreamTarget.TryWrite(side, writer, _output, updates))
            {
                writer.Complete(_output);
                StreamTarget.CheckComplete(side, _output.WrittenSpan);
            }
        }
    }

    private static void Touch(ChatResponse response)
    {
        foreach (var message in response.Messages)
        {
            foreach (var content in message.Contents)
            {
                if (content is TextContent text)
                {
                    text.Text += "!";
                }
            }
        }
    }
}
