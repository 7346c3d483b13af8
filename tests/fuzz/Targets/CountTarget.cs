using System.Buffers;
using Wayleave.Dialects;
using Wayleave.Fuzz.Mutation;
using Wayleave.Fuzz.Samples;
using Wayleave.Providers;

namespace Wayleave.Fuzz.Targets;

/// <summary>A request that counts tokens, and the answer to one.</summary>
internal sealed class CountTarget(DialectSamples samples, bool answers) : FuzzTarget
{
    private readonly TokenCountCodec _codec = samples.Dialect.TokenCount!;
    private readonly Mutator _mutator = new();
    private readonly ArrayBufferWriter<byte> _output = new(64 * 1024);

    public override string Name => $"{samples.Dialect.Name}/{(answers ? "count-answers" : "counts")}";

    public override byte[] Make(ref SplitMix random) => _mutator.Mutate(ref random, answers ? samples.CountAnswers : samples.Counts);

    public override bool Run(byte[] input, SplitMix random)
    {
        try
        {
            if (answers)
            {
                _output.ResetWrittenCount();
                _codec.WriteAnswer(_output, _codec.ReadAnswer(input));
                Shape.CountAnswer.Check(_output.WrittenSpan);
                return true;
            }

            var wire = _codec.ReadRequest(input);
            Send(new ProviderRequest(wire.Messages, (RoutedChatOptions)wire.Options.Clone(), "up", Streaming: false));
            Send(new ProviderRequest([.. wire.Messages], (RoutedChatOptions)wire.Options.Clone(), "up", Streaming: false));
            return true;
        }
        catch (RouteException e) when (!answers && e.Origin == FaultOrigin.Caller)
        {
            EndpointSide.CheckErrors(e, _output);
            return false;
        }
        catch (ProviderException) when (answers)
        {
            return false;
        }
    }

    private void Send(in ProviderRequest request)
    {
        _output.ResetWrittenCount();
        _codec.WriteRequest(_output, request);
        Shape.MessagesCount.Check(_output.WrittenSpan, toProvider: true);
    }
}
