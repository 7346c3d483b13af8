using System.ClientModel;
using Anthropic.Models.Messages;
using OpenAI.Embeddings;
using Wayleave.IntegrationTests.Endpoints;
using Wayleave.IntegrationTests.Endpoints.Messages;
using Wayleave.IntegrationTests.Hosting;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Matrix;

/// <summary>What the endpoints that hold no conversation are tried with.</summary>
internal static class SingleFeatures
{
    public static IEnumerable<MatrixRow> All { get; } =
    [
        new("/v1/messages/count_tokens", "count", CountAsync),
        new("/v1/embeddings", "texts", rig => EmbedAsync(rig, dimensions: null)),
        new("/v1/embeddings", "dimensions", rig => EmbedAsync(rig, dimensions: 2)),
    ];

    private static async Task<string> CountAsync(MatrixRig rig)
    {
        rig.Provider.DefaultReply = ScriptedReply.Echo().WithUsage(42, 0);

        var count = await rig.Gateway.Anthropic().Messages.CountTokens(
            new MessageCountTokensParams { Model = GatewaySettings.Model, Messages = [new UserMessageParam("Hello")], System = "Be brief." });

        if (rig.Dialect is ScriptedDialect.AnthropicMessages or ScriptedDialect.Gemini)
        {
            var request = Assert.Single(rig.Provider.Requests);
            Assert.Equal((ScriptedOperation.TokenCount, "Hello", 42L), (request.Operation, request.LastUserText, count.InputTokens));
            return Mark.Yes;
        }

        // Nobody was asked; five letters and nine are no more than a few tokens with their framing.
        Assert.Empty(rig.Provider.Requests);
        Assert.InRange(count.InputTokens, 4, 20);
        return Mark.Estimated;
    }

    private static async Task<string> EmbedAsync(MatrixRig rig, int? dimensions)
    {
        string[] texts = ["one", "three", "seven"];
        var client = rig.Gateway.OpenAIEmbeddings(MatrixRig.EmbeddingModel);
        var options = new EmbeddingGenerationOptions { Dimensions = dimensions };
        if (rig.Dialect == ScriptedDialect.AnthropicMessages)
        {
            var failure = await Assert.ThrowsAsync<ClientResultException>(() => client.GenerateEmbeddingsAsync(texts, options));
            var error = WireError.Of(failure.GetRawResponse()!.Content.ToString());
            Assert.Equal((400, "invalid_request", "model"), (failure.Status, error.Code, error.Param));
            Assert.Empty(rig.Provider.Requests);
            return Mark.Refused;
        }

        var answer = (await client.GenerateEmbeddingsAsync(texts, options)).Value;

        var request = Assert.Single(rig.Provider.Requests);
        Assert.Equal((ScriptedOperation.Embeddings, "embed-small"), (request.Operation, request.Model));
        Assert.All(texts, text => Assert.Contains($"\"{text}\"", request.Json.GetRawText(), StringComparison.Ordinal));
        Assert.Equal([0, 1, 2], answer.Select(static item => item.Index));
        var vectors = answer.Select(static item => item.ToFloats().ToArray()).ToArray();
        Assert.All(vectors, vector => Assert.True(vector.Length > 0 && vector.Length == (dimensions ?? vectors[0].Length)));
        Assert.NotEqual(vectors[0], vectors[1]);

        // A text has one vector, whichever dialect carries it.
        Assert.Equal(vectors[1], (await client.GenerateEmbeddingAsync("three", options)).Value.ToFloats().ToArray());
        return Mark.Yes;
    }
}
