using Microsoft.Extensions.AI;
using Wayleave.Dialects;
using Wayleave.Embeddings;
using Wayleave.Failover;

namespace Wayleave.Providers;

/// <content>Makes embeddings where the provider's dialect has them.</content>
internal sealed partial class ProviderChatClient
{
    private EmbeddingCodec EmbeddingCodec => _dialect.Embeddings
        ?? throw new ProviderException(FailureCategory.Refused, $"Provider '{_provider.Id}' speaks {_dialect.Name}, which has no embeddings.");

    private Uri WriteEmbeddings(PooledBuffer buffer, in ProviderRequest request, EmbeddingCall call)
    {
        EmbeddingCodec.WriteRequest(buffer, request, call);
        return EmbeddingCodec.GetRequestUri(_provider.BaseAddressOf(request.Model), request.Model);
    }

    private async Task<ChatResponse> ReadEmbeddingsAsync(HttpResponseMessage response, Attempt attempt, EmbeddingCall call, CancellationToken cancellationToken)
    {
        try
        {
            var body = await ResponseBody.ReadAsync(response, _provider, _pool, cancellationToken).ConfigureAwait(false);
            return EmbeddingCodec.ReadAnswer(body, call).ToResponse();
        }
        catch (Exception exception) when (ProviderFailure.From(exception, _provider, attempt.Candidate.Credential, cancellationToken) is { } failure)
        {
            throw failure;
        }
    }
}
