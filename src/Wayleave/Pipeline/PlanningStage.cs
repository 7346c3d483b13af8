using Microsoft.Extensions.AI;

namespace Wayleave;

/// <summary>A stage that refines the context and passes the request on: no I/O, no state machine, no iterator of its own.</summary>
/// <remarks>Stateless between requests and thread-safe. The inner client's task or stream is returned as it is.</remarks>
public abstract class PlanningStage : DelegatingChatClient
{
    private protected PlanningStage(IChatClient innerClient)
        : base(innerClient)
    {
    }

    /// <inheritdoc/>
    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Refine(WayleaveContext.From(options), messages, (RoutedChatOptions)options!);
        return base.GetResponseAsync(messages, options, cancellationToken);
    }

    /// <inheritdoc/>
    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Refine(WayleaveContext.From(options), messages, (RoutedChatOptions)options!);
        return base.GetStreamingResponseAsync(messages, options, cancellationToken);
    }

    private protected abstract void Refine(WayleaveContext context, IEnumerable<ChatMessage> messages, RoutedChatOptions options);
}
