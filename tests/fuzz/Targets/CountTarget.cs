using System.Buffers;
using Wayleave.Dialects;
using Wayleave.Dialects.AnthropicMessages;
using Wayleave.Dialects.Gemini;
using Wayleave.Fuzz.Mutation;
using Wayleave.Fuzz.Samples;
using Wayleave.Providers;

namespace Wayleave.Fuzz.Targets;

/// <summary>A request that counts tokens, and the answer to one.</summary>
internal sealed class CountTarget(DialectSamples samples, bool answers) : FuzzTarget
{
    private static readonly ChatTokenCountCodec Endpoint = (ChatTokenCountCodec)AnthropicMessagesDialect.Instance.TokenCount!;

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
                Answer(_codec.ReadAnswer(input));
                return true;
            }

            var wire = Endpoint.ReadRequest(input);
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

    private void Answer(long tokens)
    {
        if (tokens < 0)
        {
            throw new OracleException("a count is never negative", $"{tokens}");
        }

        _output.ResetWrittenCount();
        Endpoint.WriteAnswer(_output, tokens);
        Shape.CountAnswer.Check(_output.WrittenSpan);
    }

    private void Send(in ProviderRequest request)
    {
        _output.ResetWrittenCount();
        _codec.WriteRequest(_output, request);
        Shape.MessagesCount.Check(_output.WrittenSpan, toProvider: true);
        _output.ResetWrittenCount();
        try
        {
            GeminiTokenCount.Instance.WriteRequest(_output, request);
        }
        catch (RouteException e) when (e.Code == RouteErrorCode.InvalidRequest)
        {
            // It has no way to say some of what the other one has.
            return;
        }

        Shape.GeminiCount.Check(_output.WrittenSpan, toProvider: true);
    }
}
