using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Wayleave.Benchmarks;

/// <summary>A deployment that costs next to nothing: completes synchronously, makes only the objects that an answer needs.</summary>
internal sealed class StubChatClient : IChatClient
{
    private readonly List<ChatMessage> _answer = [new(ChatRole.Assistant, "Hello! How can I help you today?")];
    private readonly UsageDetails _usage = new() { InputTokenCount = 60, OutputTokenCount = 9, TotalTokenCount = 69 };
    private readonly ChatResponseUpdate[] _chunks;
    private readonly ChatResponseUpdate _last;

    public StubChatClient(int chunks)
    {
        _chunks = new ChatResponseUpdate[chunks];
        for (var index = 0; index < chunks; index++)
        {
            _chunks[index] = new ChatResponseUpdate(ChatRole.Assistant, "word ");
        }

        _last = new ChatResponseUpdate { FinishReason = ChatFinishReason.Stop, Contents = [new UsageContent(_usage)] };
    }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(new ChatResponse(_answer) { Usage = _usage, ModelId = "stub" });

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // Done already, but the compiler cannot know: an iterator needs one await.
        await Task.CompletedTask.ConfigureAwait(false);

        // Not shared with other streams: the router puts the trace onto the first update.
        yield return new ChatResponseUpdate { Role = ChatRole.Assistant };
        foreach (var chunk in _chunks)
        {
            yield return chunk;
        }

        yield return _last;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
        // Holds nothing.
    }
}
