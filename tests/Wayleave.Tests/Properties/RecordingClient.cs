using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Wayleave.Embeddings;
using Wayleave.Providers;
using Wayleave.Snapshots;

namespace Wayleave.Tests.Properties;

/// <summary>Stands where the provider client stands: sees the attempt exactly as the network would, and behaves as told.</summary>
internal sealed class RecordingClient(ProviderModel provider, ConcurrentQueue<Sighting> sightings, Func<Sighting, ProviderBehaviour> behaviour) : IChatClient
{
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var (sighting, told) = See(options);
        if (told.Failure == FailureCategory.None && options is RoutedChatOptions { Embedding: { } call })
        {
            return Task.FromResult(new EmbeddingAnswer { Vectors = [.. call.Texts.Select(_ => new float[] { sighting.Number })] }.ToResponse());
        }

        return told.Failure == FailureCategory.None
            ? Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, Text(sighting))))
            : Task.FromException<ChatResponse>(new ProviderException(told.Failure, "Told to fail."));
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (sighting, told) = See(options);
        for (var index = 0; index < told.Metadata; index++)
        {
            yield return new ChatResponseUpdate { Role = ChatRole.Assistant };
        }

        for (var index = 0; index < told.Chunks; index++)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            yield return new ChatResponseUpdate(ChatRole.Assistant, Text(sighting));
        }

        if (told.Failure != FailureCategory.None)
        {
            throw new ProviderException(told.Failure, "Told to fail.");
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    public static string Text(Sighting sighting) => $"[{sighting.Number}:{sighting.Candidate}]";

    private (Sighting Sighting, ProviderBehaviour Told) See(ChatOptions? options)
    {
        var context = WayleaveContext.From(options);
        var attempt = context.Attempt!;
        var sighting = new Sighting(provider.Id, attempt.Candidate, attempt.Plan.Route, context.Caller, attempt.Number)
        {
            ServedRoute = attempt.Plan.RouteOf(attempt.Candidate),
        };
        sightings.Enqueue(sighting);
        return (sighting, behaviour(sighting));
    }
}
