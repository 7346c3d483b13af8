using System.Buffers;
using Wayleave.Dialects;
using Wayleave.Dialects.OpenAI.Embeddings;
using Wayleave.Embeddings;
using Wayleave.Fuzz.Mutation;
using Wayleave.Fuzz.Samples;

namespace Wayleave.Fuzz.Targets;

/// <summary>A caller's request for embeddings: read, and written to providers of every dialect that has them, as it came and as one made in process.</summary>
internal sealed class EmbeddingRequestTarget(EmbeddingSamples samples) : FuzzTarget
{
    private readonly Mutator _mutator = new();
    private readonly ArrayBufferWriter<byte> _output = new(64 * 1024);

    public override string Name => $"{samples.Dialect.Name}/embeddings";

    public override byte[] Make(ref SplitMix random) => _mutator.Mutate(ref random, samples.Requests);

    public override bool Run(byte[] input, SplitMix random)
    {
        try
        {
            var call = new EmbeddingCall(OpenAIEmbeddingCodec.ReadRequest(input));
            if (call.Count < 1 || call.EstimateTokens() < 0)
            {
                throw new OracleException("a request has inputs, and their tokens are not negative", $"{call.Count} inputs, {call.EstimateTokens()} tokens");
            }

            SendToAll(call);
            if (!call.HasTokens)
            {
                SendToAll(new EmbeddingCall([.. call.Texts], call.Options));
            }

            return true;
        }
        catch (RouteException e)
        {
            CheckRefusal(e);
            return false;
        }
    }

    private void SendToAll(EmbeddingCall call)
    {
        foreach (var provider in EmbeddingSamples.All)
        {
            _output.ResetWrittenCount();
            try
            {
                provider.Dialect.Embeddings!.WriteRequest(_output, new ProviderRequest([], call.ToRoutedOptions(isDryRun: false), "up", Streaming: false), call);
            }
            catch (RouteException e)
            {
                CheckRefusal(e);
                continue;
            }

            (provider.Requests.Length > 0 ? Shape.EmbeddingsRequest : Shape.GeminiEmbeddingsRequest).Check(_output.WrittenSpan, toProvider: true);
        }
    }

    private void CheckRefusal(RouteException error)
    {
        if (error.Origin != FaultOrigin.Caller || error.Code is not (RouteErrorCode.InvalidRequest or RouteErrorCode.InvalidPolicy))
        {
            throw new OracleException("a refused request is the caller's fault", $"{error.Code}: {error.Message}");
        }

        EndpointSide.CheckErrors(error, _output);
    }
}
