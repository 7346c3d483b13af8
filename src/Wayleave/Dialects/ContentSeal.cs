using Microsoft.Extensions.AI;

namespace Wayleave.Dialects;

/// <summary>What contents were when they were read; tells later whether raw bytes still say what the contents say.</summary>
/// <remarks>
/// A host's middleware that edits an answer knows nothing of raw bytes, so bytes pass only while the seal holds. Seen are
/// replaced, added, removed and edited contents, and tool arguments edited in place; not seen are changed annotations.
/// </remarks>
internal readonly struct ContentSeal
{
    private readonly AIContent? _first;
    private readonly object? _firstValue;
    private readonly object?[]? _all;

    private ContentSeal(AIContent? first, object?[]? all)
    {
        _first = first;
        _firstValue = first is null ? null : ValueOf(first);
        _all = all;
    }

    /// <summary>Seals the contents of an update; allocates only when there are several.</summary>
    public static ContentSeal Of(List<AIContent>? contents) => contents switch
    {
        null or [] => default,
        [var only] => new ContentSeal(only, null),
        _ => new ContentSeal(null, Flatten(contents)),
    };

    /// <summary>Seals the contents of a complete answer.</summary>
    public static ContentSeal Of(IList<ChatMessage> messages) => new(null, Flatten(messages));

    /// <summary>Tells whether the contents of an update are still the sealed ones.</summary>
    public bool Holds(IList<AIContent> contents) =>
        _all is not null ? IsSame(_all, Flatten(contents))
        : _first is null ? contents.Count == 0
        : contents.Count == 1 && ReferenceEquals(contents[0], _first) && IsSameValue(_firstValue, _first);

    /// <summary>Tells whether the contents of a complete answer are still the sealed ones.</summary>
    public bool Holds(IList<ChatMessage> messages) => _all is not null && IsSame(_all, Flatten(messages));

    private static object?[] Flatten(IList<AIContent> contents)
    {
        var flat = new object?[contents.Count * 2];
        for (var i = 0; i < contents.Count; i++)
        {
            flat[2 * i] = contents[i];
            flat[(2 * i) + 1] = ValueOf(contents[i]);
        }

        return flat;
    }

    private static object?[] Flatten(IList<ChatMessage> messages)
    {
        var flat = new List<object?>();
        foreach (var message in messages)
        {
            flat.Add(message);
            flat.Add(null);
            flat.AddRange(Flatten(message.Contents));
        }

        return [.. flat];
    }

    private static bool IsSame(object?[] then, object?[] now)
    {
        if (then.Length != now.Length)
        {
            return false;
        }

        for (var i = 0; i < then.Length; i += 2)
        {
            if (!ReferenceEquals(then[i], now[i]) || (then[i] is AIContent content && !IsSameValue(then[i + 1], content)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsSameValue(object? then, AIContent content) =>
        content is FunctionCallContent { RawRepresentation: RawArguments raw } call
            ? ReferenceEquals(then, call.Name) && raw.Describes(call)
            : ReferenceEquals(then, ValueOf(content));

    private static object? ValueOf(AIContent content) => content switch
    {
        TextContent text => text.Text,
        TextReasoningContent reasoning => reasoning.Text,
        ErrorContent error => error.Message,
        FunctionCallContent { RawRepresentation: RawArguments } call => call.Name,
        FunctionCallContent call => call.Arguments,
        FunctionResultContent result => result.Result,
        _ => null,
    };
}
