using Microsoft.Extensions.AI;
using Wayleave.Dialects;
using Wayleave.Snapshots;
using Wayleave.Usage;

namespace Wayleave.Planning;

/// <summary>What a request needs of a model, read when a rule asks and at most once. Reading does not count as a look at the messages.</summary>
/// <remarks>Used by one request; not thread-safe.</remarks>
internal sealed class RequestNeeds
{
    private readonly RoutedChatOptions _options;
    private readonly IReadOnlyList<ChatMessage>? _messages;
    private readonly WireRequest? _untouched;
    private CapabilitySet? _capabilities;
    private long? _leastInputTokens;

    private RequestNeeds(IEnumerable<ChatMessage> messages, RoutedChatOptions options)
    {
        _options = options;
        _untouched = options.Wire is { } wire && wire.HoldsUntouched(messages) ? wire : null;

        // Anything but a list may be readable only once, and the provider needs it: what it holds stays unknown.
        _messages = messages as IReadOnlyList<ChatMessage>;
    }

    /// <summary>Gets the largest answer that the request asks for, in tokens; null when it does not say.</summary>
    public int? MaxOutputTokens => _options.MaxOutputTokens;

    /// <summary>Gets the capabilities that the request needs for certain.</summary>
    public CapabilitySet Capabilities => _capabilities ??= ReadCapabilities();

    /// <summary>Gets what a request needs; null where nothing that it could be routed to declares anything.</summary>
    public static RequestNeeds? Of(RouteTarget target, bool mayMeetOthers, IEnumerable<ChatMessage> messages, RoutedChatOptions options) =>
        mayMeetOthers || target.Entry is { DeclaresLimits: true } || target.Chain is not null ? new RequestNeeds(messages, options) : null;

    /// <summary>Tells whether the input has more tokens than there is room for, by a count that is never too high.</summary>
    public bool HasMoreTokensThan(long room)
    {
        // Every character takes a byte at least, so most bodies fit without a look into them.
        if (_untouched is not null && TokenEstimator.AtLeast(_untouched.Body.Length) <= room)
        {
            return false;
        }

        return (_leastInputTokens ??= CountInput()) > room;
    }

    private CapabilitySet ReadCapabilities()
    {
        var needed = _options.Tools is { Count: > 0 } ? CapabilitySet.Tools : CapabilitySet.None;
        needed |= _options.ResponseFormat is ChatResponseFormatJson { Schema: not null } ? CapabilitySet.JsonSchema : CapabilitySet.None;
        var media = _untouched?.Media ?? (_messages is null ? MediaKinds.None : MessageReading.MediaOf(_messages));
        needed |= (media & MediaKinds.Image) != 0 ? CapabilitySet.Vision : CapabilitySet.None;
        needed |= (media & MediaKinds.Document) != 0 ? CapabilitySet.Pdf : CapabilitySet.None;
        return needed | ((media & MediaKinds.Audio) != 0 ? CapabilitySet.Audio : CapabilitySet.None);
    }

    private long CountInput()
    {
        var characters = MessageReading.CharactersOf(_options.Instructions);
        for (var index = 0; index < (_messages?.Count ?? 0); index++)
        {
            characters += MessageReading.CharactersOf(_untouched is null ? _messages![index] : _untouched.PeekMessage(index));
        }

        return TokenEstimator.AtLeast(characters);
    }
}
