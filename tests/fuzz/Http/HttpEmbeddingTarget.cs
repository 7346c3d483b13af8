using System.Text;
using Wayleave.Fuzz.Mutation;
using Wayleave.Fuzz.Samples;
using Wayleave.Fuzz.Targets;

namespace Wayleave.Fuzz.Http;

/// <summary>The endpoint of embeddings, over HTTP, above a provider of one dialect: hostile requests, or a hostile provider.</summary>
internal sealed class HttpEmbeddingTarget(EmbeddingSamples provider, bool answers) : FuzzTarget
{
    private static readonly int[] Statuses = [200, 200, 200, 200, 200, 200, 201, 204, 301, 400, 401, 404, 413, 429, 500, 503];
    private static readonly byte[][] GoodRequests = EmbeddingSamples.All[0].Requests;

    private readonly byte[][] _requests = [.. GoodRequests.Select(request => Rename(request, provider))];
    private readonly FuzzGateway _gateway = FuzzGateway.Shared;
    private readonly Mutator _mutator = new();

    public override string Name => $"{provider.Dialect.Name}/{(answers ? "http-embedding-replies" : "http-embeddings")}";

    public override long Allocated => FuzzGateway.Allocated;

    public override byte[] Make(ref SplitMix random) => _mutator.Mutate(ref random, answers ? provider.Answers : _requests);

    public override bool Run(byte[] input, SplitMix random) =>
        (answers
            ? _gateway.Post(EndpointPath.Embeddings, random.Pick<byte[]>(_requests), ReplyOf(input, ref random))
            : _gateway.Post(EndpointPath.Embeddings, input, new PreparedReply(200, PreparedReply.Json, random.Pick<byte[]>(provider.Answers))))
        .Check(Shape.EmbeddingsAnswer, Shape.OpenAIError);

    private static PreparedReply ReplyOf(byte[] input, ref SplitMix random) => random.Pick<int>(Statuses) switch
    {
        204 => new PreparedReply(204, null, []),
        var status => new PreparedReply(status, random.OneIn(8) ? "text/html" : PreparedReply.Json, input, random.OneIn(16)),
    };

    private static byte[] Rename(byte[] request, EmbeddingSamples provider) =>
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(request).Replace("\"model\":\"m\"", $"\"model\":\"{FuzzGateway.ModelOf(provider)}\"", StringComparison.Ordinal));
}
