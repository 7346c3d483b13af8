using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Wayleave.IntegrationTests.Routing;

/// <summary>A client that a host brings: answers with a text or throws, and keeps the options it was given.</summary>
internal sealed class HostClient(string text = "from the host") : IChatClient
{
    /// <summary>Gets or sets what it throws; null to answer.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Gets or sets how many chunks it streams before it throws.</summary>
    public int ChunksBeforeFailure { get; set; }

    public List<ChatOptions?> Seen { get; } = [];

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Seen.Add(options);
        return Failure is null
            ? Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, text)) { Usage = new UsageDetails { InputTokenCount = 100, OutputTokenCount = 10 } })
            : Task.FromException<ChatResponse>(Failure);
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Seen.Add(options);
        yield return new ChatResponseUpdate { Role = ChatRole.Assistant };
        await Task.Yield();
        for (var chunk = 0; chunk < ChunksBeforeFailure; chunk++)
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, "partly ");
        }

        if (Failure is not null)
        {
            throw Failure;
        }

        yield return new ChatResponseUpdate(ChatRole.Assistant, text);
        yield return new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(new UsageDetails { InputTokenCount = 100, OutputTokenCount = 10 })]);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
