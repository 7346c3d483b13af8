using Microsoft.Extensions.AI;
using Wayleave.Affinity;
using Wayleave.Pipeline;
using Wayleave.Policies.Routing;

namespace Wayleave.Planning;

/// <summary>Makes the plan. A dry run ends here.</summary>
public sealed class PlanStage : DelegatingChatClient
{
    private readonly TimeProvider _clock;

    internal PlanStage(IChatClient innerClient, TimeProvider clock)
        : base(innerClient) => _clock = clock;

    /// <inheritdoc/>
    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var context = WayleaveContext.From(options);
        MakePlan(context, messages, (RoutedChatOptions)options!);
        return context.IsDryRun ? Task.FromResult(new ChatResponse()) : base.GetResponseAsync(messages, options, cancellationToken);
    }

    /// <inheritdoc/>
    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var context = WayleaveContext.From(options);
        MakePlan(context, messages, (RoutedChatOptions)options!);
        return context.IsDryRun
            ? throw new InvalidOperationException("A dry run is not streamed: it stops before dispatch.")
            : base.GetStreamingResponseAsync(messages, options, cancellationToken);
    }

    private void MakePlan(WayleaveContext context, IEnumerable<ChatMessage> messages, RoutedChatOptions options)
    {
        if (KindRule.Check(context, context.Target!) is { } refusal)
        {
            throw refusal;
        }

        // Read once, so that nothing is drawn twice by different numbers.
        context.Trace.Facts.Number = context.Replayed is { } replayed ? replayed.Facts.Number : context.Target!.State?.Dispatched ?? 0;
        context.Needs = RequestNeeds.Of(context, messages, options);
        if (context.Policy is not null)
        {
            context.PolicyRequest = PolicyRequests.Of(context, context.Needs!, options);
        }

        var plan = RoutePlanner.Plan(context, context.Target!, _clock.GetUtcNow());
        context.Plan = plan;
        context.Trace.Plan = plan;
        if (context.Binding is not null && plan.Ranked is not [{ Reason: RankReason.Binding }, ..])
        {
            context.Trace.Affinity = AffinityStatus.BoundElsewhere;
        }

        if (plan.Ranked.Length == 0 && !RoutePlanner.HasLink(plan.Chain, plan.FirstCause))
        {
            throw PlanRefusal.Of(context, plan);
        }
    }
}
