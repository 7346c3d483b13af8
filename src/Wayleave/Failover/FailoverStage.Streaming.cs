using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.AI;

namespace Wayleave.Failover;

public sealed partial class FailoverStage
{
    /// <inheritdoc/>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var context = WayleaveContext.From(options);
        var routed = (RoutedChatOptions)options!;
        var walk = Begin(context);
        while (walk.TryNext(out var step))
        {
            await PauseAsync(context, step, cancellationToken).ConfigureAwait(false);
            using var run = new AttemptRun(_effects, context, step, cancellationToken);
            var stream = new AttemptStream(InnerClient, messages, options, run);
            await using var disposal = stream.ConfigureAwait(false);
            try
            {
                var started = await stream.StartAsync().ConfigureAwait(false);
                if (started is not null)
                {
                    walk.Report(step, run.Fail(started, messages, routed));
                    continue;
                }

                run.Commit();
                for (var index = 0; index < stream.Startup.Count; index++)
                {
                    run.Meter(stream.Startup[index]);
                    yield return stream.Startup[index];
                    run.Resume();
                }

                while (await stream.MoveNextAsync().ConfigureAwait(false))
                {
                    run.Meter(stream.Current);
                    yield return stream.Current;
                    run.Resume();
                }

                if (stream.Error is { } broken)
                {
                    var failure = run.Fail(broken, messages, routed);
                    ExceptionDispatchInfo.Throw(WalkAnswer.Of(failure, step, walk.Attempts));
                }

                run.Succeed(messages, routed);
                yield break;
            }
            finally
            {
                // Reached with the attempt still open only when the caller stopped reading.
                run.AbandonIfOpen(messages, routed);
            }
        }

        throw Answer(walk);
    }
}
