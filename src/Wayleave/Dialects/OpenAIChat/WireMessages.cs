using System.Collections;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIChat;

/// <summary>The messages of a body, decoded one by one. Remembers whether somebody got hold of one, and so may have changed it.</summary>
internal sealed class WireMessages(OpenAIChatWireRequest request, ByteRange[] ranges) : IReadOnlyList<ChatMessage>
{
    private ChatMessage?[]? _decoded;

    /// <summary>Gets a value that tells whether a message was handed out. Counting them hands out none.</summary>
    public bool IsExposed { get; private set; }

    public int Count => ranges.Length;

    public ChatMessage this[int index]
    {
        get
        {
            IsExposed = true;
            return Peek(index);
        }
    }

    /// <summary>Gets a message for the router's own reading.</summary>
    public ChatMessage Peek(int index)
    {
        var decoded = _decoded ??= new ChatMessage?[ranges.Length];
        if (decoded[index] is { } known)
        {
            return known;
        }

        var range = ranges[index];
        return decoded[index] = MessageDecoder.Decode(request.Body.Span.Slice(range.Start, range.Length));
    }

    public IEnumerator<ChatMessage> GetEnumerator()
    {
        IsExposed = true;
        for (var i = 0; i < ranges.Length; i++)
        {
            yield return Peek(i);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
