using Microsoft.Extensions.AI;
using Wayleave.Dialects;

namespace Wayleave.Dispatch;

/// <summary>The messages as a client of the host's gets them: without thoughts that one of the router's own providers sealed.</summary>
internal static class HostMessages
{
    /// <returns>The messages themselves where there is nothing to leave out.</returns>
    public static IEnumerable<ChatMessage> Of(IEnumerable<ChatMessage> messages, RoutedChatOptions options)
    {
        // A look at a wire request's messages would make it be encoded anew, so its bytes are asked first.
        if (options.Wire is { } wire && !SealRemoval.HasForeign(wire.Body.Span, wire.Dialect.Seals, default))
        {
            return messages;
        }

        List<ChatMessage>? changed = null;
        var all = messages as IList<ChatMessage> ?? [.. messages];
        for (var i = 0; i < all.Count; i++)
        {
            if (HasTagged(all[i]))
            {
                changed ??= [.. all];
                changed[i] = all[i].Clone();
                changed[i].Contents = [.. all[i].Contents.Where(static content => !IsTagged(content))];
                options.Context?.Trace.AddDroppedField("messages.reasoning");
            }
        }

        return changed ?? messages;
    }

    private static bool HasTagged(ChatMessage message)
    {
        foreach (var content in message.Contents)
        {
            if (IsTagged(content))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsTagged(AIContent content) => content is TextReasoningContent thought && SealOrigin.IsTagged(thought.ProtectedData);
}
