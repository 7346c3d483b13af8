using Microsoft.Extensions.AI;

namespace Wayleave.Failover;

/// <summary>Walks the plan, attempt by attempt, until one serves. Nothing fails over once content reached the caller.</summary>
public sealed partial class FailoverStage : DelegatingChatClient
{
    private readonly FailoverEffects _effects;

    internal FailoverStage(IChatClient innerClient, FailoverEffects effects)
        : base(innerClient) => _effects = effects;

    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var context = WayleaveContext.From(options);
        var routed = (RoutedChatOptions)options!;
        var walk = Begin(context);
        while (walk.TryNext(out var step))
        {
            await PauseAsync(context, step, cancellationToken).ConfigureAwait(false);
            using var run = new AttemptRun(_effects, context, step, cancellationToken);
            ChatResponse response;
            try
            {
                response = await InnerClient.GetResponseAsync(messages, options, run.Clock.Token).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                walk.Report(step, run.Fail(exception, messages, routed));
                continue;
            }

            run.Succeed(response, messages, routed);
            return response;
        }

        throw Answer(walk);
    }

    private PlanWalk Begin(WayleaveContext context)
    {
        // Planning only read the number; the dispatch it planned for moves it on. Counting tokens asks whom the next answer would come from.
        if (!context.IsCount)
        {
            context.Plan!.Target.State?.Advance();
        }

        return new PlanWalk(context.Plan!, context.Snapshot.Routing, context.Policy?.FailPlan, _effects.Uniform);
    }

    private async ValueTask PauseAsync(WayleaveContext context, Step step, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (step.Delay <= TimeSpan.Zero)
        {
            return;
        }

        // Never longer than what is left of the request; the attempt's own clock then says that time is up.
        var left = context.Snapshot.Routing.Timeouts.Request - _effects.Time.GetElapsedTime(context.StartedTimestamp);
        var pause = step.Delay < left ? step.Delay : left;
        if (pause > TimeSpan.Zero)
        {
            await Task.Delay(pause, _effects.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static Exception Answer(PlanWalk walk)
    {
        var (failure, step) = walk.Answer!.Value;
        return WalkAnswer.Of(failure, step, walk.Attempts);
    }
}
