using Microsoft.Extensions.AI;
using Wayleave.Policies.Routing;

namespace Wayleave.Policies;

/// <summary>Changes the parameters of each attempt as the policy says for its candidate. The caller's own options stay as they are.</summary>
/// <param name="innerClient">The next stage.</param>
public sealed class PolicyTransformStage(IChatClient innerClient) : DelegatingChatClient(innerClient)
{
    /// <inheritdoc/>
    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        base.GetResponseAsync(messages, Transformed(options), cancellationToken);

    /// <inheritdoc/>
    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        base.GetStreamingResponseAsync(messages, Transformed(options), cancellationToken);

    private static ChatOptions? Transformed(ChatOptions? options)
    {
        var context = WayleaveContext.From(options);
        if (context is not { Policy: { } policy, Attempt: { } attempt, Embedding: null } || policy.Program.Transform.IsIdentity)
        {
            return options;
        }

        var copy = (RoutedChatOptions)options!.Clone();
        var rows = new CandidateRows(context.Snapshot, [attempt.Candidate]);
        rows.Refresh(context.StartedAt.UtcTicks);
        rows.Evaluation.Run(policy.Program, rows.Columns, context.PolicyRequest);
        rows.Evaluation.Transform(new PolicyParameters(copy), 0);
        return copy;
    }
}
