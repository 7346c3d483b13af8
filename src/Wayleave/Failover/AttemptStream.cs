using Microsoft.Extensions.AI;
using Wayleave.Dialects;

namespace Wayleave.Failover;

/// <summary>One attempt's stream: held back until its first content, then passed on. Failures are values, not exceptions.</summary>
internal sealed class AttemptStream(IChatClient client, IEnumerable<ChatMessage> messages, ChatOptions? options, AttemptRun run) : IAsyncDisposable
{
    /// <summary>How many updates without content are held back; a provider that sends more has committed itself.</summary>
    public const int MaxStartup = 64;

    private IAsyncEnumerator<ChatResponseUpdate>? _updates;

    /// <summary>Gets the updates up to and including the first content.</summary>
    public List<ChatResponseUpdate> Startup { get; } = [];

    public ChatResponseUpdate Current => _updates!.Current;

    /// <summary>Gets what ended the stream, null when it ended cleanly.</summary>
    public Exception? Error { get; private set; }

    /// <summary>Reads until the first content, or a clean end without any.</summary>
    /// <returns>What went wrong before that, or null.</returns>
    public async ValueTask<Exception?> StartAsync()
    {
        try
        {
            _updates = client.GetStreamingResponseAsync(messages, options, run.Clock.Token).GetAsyncEnumerator(run.Clock.Token);
            while (Startup.Count < MaxStartup && await _updates.MoveNextAsync().ConfigureAwait(false))
            {
                Startup.Add(_updates.Current);
                if (HasContent(_updates.Current))
                {
                    break;
                }
            }

            run.SeeContent();
            run.Clock.EndWait();
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    public ValueTask<bool> MoveNextAsync()
    {
        try
        {
            var next = _updates!.MoveNextAsync();
            if (next.IsCompletedSuccessfully)
            {
                return new(next.GetAwaiter().GetResult());
            }

            run.Clock.BeginWait();
            return AwaitNextAsync(next);
        }
        catch (Exception exception)
        {
            Error = exception;
            return new(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_updates is not null)
        {
            await _updates.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask<bool> AwaitNextAsync(ValueTask<bool> next)
    {
        try
        {
            return await next.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Error = exception;
            return false;
        }
        finally
        {
            run.Clock.EndWait();
        }
    }

    // The first text, tool call or reasoning commits; a role, an id or usage does not.
    private static bool HasContent(ChatResponseUpdate update)
    {
        if (update.RawRepresentation is WireChunk chunk)
        {
            return chunk.HasContent;
        }

        foreach (var content in update.Contents)
        {
            switch (content)
            {
                case TextContent { Text.Length: > 0 } or TextReasoningContent { Text.Length: > 0 }:
                case not (TextContent or TextReasoningContent or UsageContent):
                    return true;
            }
        }

        return false;
    }
}
