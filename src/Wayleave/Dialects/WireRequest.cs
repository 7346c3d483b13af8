using Microsoft.Extensions.AI;

namespace Wayleave.Dialects;

/// <summary>A caller's request as it came over the wire: the bytes, and the view of them that routing needs.</summary>
internal abstract class WireRequest
{
    public abstract ChatDialect Dialect { get; }

    /// <summary>Gets the body as it came.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Gets the model as requested.</summary>
    public required string Model { get; init; }

    public required bool Streaming { get; init; }

    /// <summary>Gets a value that tells whether the caller asked for usage in the stream; it is always asked for upstream, and hidden from who did not ask.</summary>
    public required bool WantsUsage { get; init; }

    /// <summary>Gets the conversation's id as the body names it (such as <c>prompt_cache_key</c>), or null.</summary>
    public string? ConversationId { get; init; }

    /// <summary>Gets the policy that the body states (<c>policy_ir</c>), as it came; empty when it states none. It never goes to a provider.</summary>
    public ReadOnlyMemory<byte> PolicyIr { get; init; }

    /// <summary>Gets what the body says to the router in OpenRouter's vocabulary, or null. It never goes to a provider.</summary>
    public Hints.RoutingHints? Hints { get; init; }

    /// <summary>Gets or sets those of the caller's headers that the dialect passes on to providers which speak it; null for none.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? PassedHeaders { get; set; }

    /// <summary>Gets what only a provider of the same dialect can serve, or null when any dialect can.</summary>
    public virtual DialectPin? Pin => null;

    /// <summary>Gets whether the response format's schema is to be followed strictly; null when the body does not say.</summary>
    public virtual bool? StrictSchema => null;

    /// <summary>Gets whether the caller can take the seals of thoughts, and send them along next time.</summary>
    public virtual bool WantsSeals => false;

    /// <summary>Gets the messages, decoded one by one when somebody looks.</summary>
    public abstract IReadOnlyList<ChatMessage> Messages { get; }

    /// <summary>Gets the options that the body states, linked to this request. The caller's identity is not in them.</summary>
    public abstract RoutedChatOptions Options { get; }

    /// <summary>Tells whether messages and options are still what the body says, so that its bytes may be passed on.</summary>
    public abstract bool IsUntouched(IEnumerable<ChatMessage> messages, ChatOptions options);

    /// <summary>Gets what the messages of the body hold beside text.</summary>
    public MediaKinds Media { get; init; }

    /// <summary>Tells whether messages are the body's own, and nobody got hold of one: what was scanned is then still true of them.</summary>
    public abstract bool HoldsUntouched(IEnumerable<ChatMessage> messages);

    /// <summary>Gets a message without counting as somebody who looked; the router's own reading, which never changes it.</summary>
    public abstract ChatMessage PeekMessage(int index);

    /// <summary>Decodes a message anew.</summary>
    protected internal abstract ChatMessage DecodeMessage(int index);

    /// <summary>Puts what the body says and the hub has no property for into the options' additional properties, for clients of other dialects.</summary>
    public abstract void CopyUnknownFieldsTo(ChatOptions options);
}
