namespace Wayleave.Testing;

/// <summary>How a vendor writes. It shares nothing with the codecs of the router, which it is there to prove.</summary>
internal abstract class WireDialect
{
    /// <summary>Gets an event that does not parse.</summary>
    public abstract ReadOnlyMemory<byte> BrokenEvent { get; }

    /// <summary>Gets the header that names a request, beside <c>x-request-id</c>; null for none.</summary>
    public virtual string? RequestIdHeader => null;

    public static WireDialect Of(ScriptedDialect dialect) => dialect switch
    {
        ScriptedDialect.OpenAIResponses => ResponsesDialect.Instance,
        ScriptedDialect.AnthropicMessages => MessagesDialect.Instance,
        ScriptedDialect.Gemini => GeminiDialect.Instance,
        _ => CompletionDialect.Instance,
    };

    /// <summary>Gets the keys that a request presents in the places where the vendor looks for one.</summary>
    public virtual IEnumerable<string?> Keys(ScriptedRequest request) => [Bearer(request), request.Headers.GetValueOrDefault("api-key")];

    /// <summary>Says why the vendor would refuse a request that is a prompt; null if it would not.</summary>
    public abstract string? Complaint(ScriptedRequest request);

    /// <summary>Tells whether the body is what the operation takes.</summary>
    public virtual bool CanAnswer(ScriptedRequest request) => request.Prompt.IsPrompt;

    /// <summary>Writes an answer that is not streamed.</summary>
    public abstract ReadOnlyMemory<byte> Body(ChatAnswer answer);

    /// <summary>Writes the events of a streamed answer.</summary>
    public abstract List<StreamFrame> Stream(ChatAnswer answer);

    /// <summary>Writes an HTTP error.</summary>
    public abstract VendorError Error(ScriptedFault fault);

    /// <summary>Writes an error where an answer belongs.</summary>
    /// <param name="fault">The error.</param>
    /// <param name="answer">The answer that it replaces; null for a raw one.</param>
    public virtual ReadOnlyMemory<byte> ErrorInside(ScriptedFault fault, ChatAnswer? answer) => Error(fault).Body;

    /// <summary>Writes an error where an event belongs.</summary>
    /// <param name="fault">The error.</param>
    /// <param name="answer">The answer that it ends; null for a raw one.</param>
    /// <param name="sent">The number of events before it.</param>
    public abstract ReadOnlyMemory<byte> ErrorEvent(ScriptedFault fault, ChatAnswer? answer, int sent);

    /// <summary>Writes the answer to a request that counts tokens; only dialects with that operation are asked.</summary>
    public virtual ReadOnlyMemory<byte> TokenCount(int tokens) => throw new NotSupportedException($"'{GetType().Name}' has no operation that counts tokens.");

    /// <summary>Writes the answer to a request for embeddings; only dialects with that operation are asked.</summary>
    public virtual ReadOnlyMemory<byte> Embeddings(ScriptedRequest request, ScriptedReply reply) =>
        throw new NotSupportedException($"'{GetType().Name}' has no operation for embeddings.");

    private protected static string? Bearer(ScriptedRequest request) =>
        request.Authorization is { } value && value.StartsWith("Bearer ", StringComparison.Ordinal) ? value["Bearer ".Length..] : null;
}
