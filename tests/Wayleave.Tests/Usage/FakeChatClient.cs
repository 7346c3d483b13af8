using Microsoft.Extensions.AI;

namespace Wayleave.Tests.Usage;

/// <summary>An inner client made of delegates.</summary>
internal sealed class FakeChatClient : IChatClient
{
    public Func<ChatOptions?, CancellationToken, Task<ChatResponse>> Answer { get; set; } =
        static (_, _) => Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "hi")));

    public Func<ChatOptions?, CancellationToken, IAsyncEnumerable<ChatResponseUpdate>> Stream { get; set; } =
        static (_, _) => throw new NotSupportedException();

    /// <summary>Makes both ways do the same: run a function, then answer "hi".</summary>
    public static FakeChatClient Doing(Func<ChatOptions?, CancellationToken, Task> act, Action? onDispose = null) => new()
    {
        Answer = async (options, token) =>
        {
            await act(options, token);
            return new ChatResponse(new ChatMessage(ChatRole.Assistant, "hi"));
        },
        Stream = (options, token) => Updates(act, onDispose, options, token),
    };

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        Answer(options, cancellationToken);

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => Stream(options, cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> Updates(
        Func<ChatOptions?, CancellationToken, Task> act, Action? onDispose, ChatOptions? options, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token)
    {
        try
        {
            await act(options, token);
            yield return new ChatResponseUpdate(ChatRole.Assistant, "h");
            yield return new ChatResponseUpdate(ChatRole.Assistant, "i");
        }
        finally
        {
            onDispose?.Invoke();
        }
    }
}
