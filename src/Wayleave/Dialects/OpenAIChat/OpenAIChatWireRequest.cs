using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIChat;

/// <summary>A Chat Completions request as it came. Used by one request at a time; not thread-safe.</summary>
internal sealed class OpenAIChatWireRequest(OpenAIChatDialect dialect, ScannedOptions stated, SplicePlan splice, ScannedMessage[] messages, bool noLog)
    : ScannedWireRequest(stated, splice, messages.Length, noLog)
{
    // How many messages may have been taken away in a row before their followers are written anew.
    private const int MaxGap = 64;

    // Of the plain messages, the texts as they were decoded; who changes a text makes another string.
    private string?[]? _texts;

    public override ChatDialect Dialect => dialect;

    /// <summary>Finds the bytes that say exactly what a message of the hub says: those of a plain message that nobody changed.</summary>
    /// <param name="message">The message.</param>
    /// <param name="position">Where to look for it, and where to look for the next one afterwards.</param>
    /// <returns>The bytes; empty when there are none.</returns>
    public ReadOnlySpan<byte> BytesOf(ChatMessage message, ref int position)
    {
        if (_texts is null || !IsPlain(message, out var text))
        {
            return default;
        }

        for (var at = position; at < Math.Min(_texts.Length, position + MaxGap); at++)
        {
            var (range, _, role) = messages[at];
            if (ReferenceEquals(_texts[at], text) && message.Role == MessageDecoder.RoleOf(MessageScan.RoleNames[role]))
            {
                position = at + 1;
                return Body.Span.Slice(range.Start, range.Length);
            }
        }

        return default;
    }

    protected internal override ChatMessage DecodeMessage(int index)
    {
        var message = MessageDecoder.Decode(Body.Span, messages[index]);
        if (messages[index].Role >= 0)
        {
            (_texts ??= new string?[messages.Length])[index] = ((TextContent)message.Contents[0]).Text;
        }

        return message;
    }

    protected override bool IsStructural(RequestField field) => RequestFields.IsStructural(field);

    // Has nothing that a role and a text could not say.
    private static bool IsPlain(ChatMessage message, out string? text)
    {
        text = message.Contents is [TextContent { AdditionalProperties: null or { Count: 0 }, Annotations: null or { Count: 0 } } only] ? only.Text : null;
        return text is not null && string.IsNullOrEmpty(message.AuthorName) && message.AdditionalProperties is (null or { Count: 0 });
    }
}
