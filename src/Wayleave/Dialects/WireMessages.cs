using System.Collections;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects;

/// <summary>The messages of a body, decoded one by one. Remembers whether somebody got hold of one, and so may have changed it.</summary>
internal sealed class WireMessages(WireRequest request, int count) : IReadOnlyList<ChatMessage>
{
    private ChatMessage?[]? _decoded;

    /// <summary>Gets a value that tells whether a message was handed out. Counting them hands out none.</summary>
    public bool IsExposed { get; private set; }

    public int Count { get; } = count;

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
        var decoded = _decoded ??= new ChatMessage?[Count];
        return decoded[index] ??= request.DecodeMessage(index);
    }

    public IEnumerator<ChatMessage> GetEnumerator()
    {
        IsExposed = true;
        for (var i = 0; i < Count; i++)
        {
            yield return Peek(i);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
