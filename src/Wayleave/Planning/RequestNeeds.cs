using Microsoft.Extensions.AI;
using Wayleave.Dialects;
using Wayleave.Usage;

namespace Wayleave.Planning;

/// <summary>What a request needs of a model. Its length is counted when a rule asks and at most once. Reading does not count as a look at the messages.</summary>
/// <remarks>Used by one request; not thread-safe.</remarks>
internal sealed class RequestNeeds
{
    private readonly RoutedChatOptions _options;
    private readonly IReadOnlyList<ChatMessage>? _messages;
    private readonly WireRequest? _untouched;
    private long? _leastInputTokens;

    private RequestNeeds(WayleaveContext context, IEnumerable<ChatMessage> messages, RoutedChatOptions options)
    {
        ref readonly var facts = ref context.Trace.Facts;
        Capabilities = facts.Capabilities;
        MaxOutputTokens = facts.MaxOutputTokens;
        AsksForJson = facts.AsksForJson;
        _options = options;
        _untouched = Untouched(messages, options);

        // Anything but a list may be readable only once, and the provider needs it: what it holds stays unknown.
        _messages = messages as IReadOnlyList<ChatMessage>;
        _leastInputTokens = options.Replayed?.Record?.Winner?.Usage is { IsEstimated: false, Input: var counted } ? counted : null;
    }

    /// <summary>Gets the largest answer that the request asks for, in tokens; null when it does not say.</summary>
    public int? MaxOutputTokens { get; }

    /// <summary>Gets the capabilities that the request needs for certain.</summary>
    public CapabilitySet Capabilities { get; }

    /// <summary>Gets a value that tells whether the request asks for JSON without a schema.</summary>
    public bool AsksForJson { get; }

    /// <summary>Gets what a request needs; null where nothing that it could be routed to declares anything.</summary>
    public static RequestNeeds? Of(WayleaveContext context, IEnumerable<ChatMessage> messages, RoutedChatOptions options) =>
        context.Policy is not null || context.OtherModels.Length > 0 || context.Target is { Entry.DeclaresLimits: true } or { Chain: not null }
            ? new RequestNeeds(context, messages, options)
            : null;

    /// <summary>Reads the capabilities that a request needs for certain.</summary>
    public static CapabilitySet CapabilitiesOf(IEnumerable<ChatMessage> messages, RoutedChatOptions options)
    {
        var needed = options.Tools is { Count: > 0 } ? CapabilitySet.Tools : CapabilitySet.None;
        needed |= options.ResponseFormat is ChatResponseFormatJson { Schema: not null } ? CapabilitySet.JsonSchema : CapabilitySet.None;
        var media = Untouched(messages, options)?.Media ?? (messages is IReadOnlyList<ChatMessage> list ? MessageReading.MediaOf(list) : MediaKinds.None);
        needed |= (media & MediaKinds.Image) != 0 ? CapabilitySet.Vision : CapabilitySet.None;
        needed |= (media & MediaKinds.Document) != 0 ? CapabilitySet.Pdf : CapabilitySet.None;
        return needed | ((media & MediaKinds.Audio) != 0 ? CapabilitySet.Audio : CapabilitySet.None);
    }

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

    private static WireRequest? Untouched(IEnumerable<ChatMessage> messages, RoutedChatOptions options) =>
        options.Wire is { } wire && wire.HoldsUntouched(messages) ? wire : null;

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
