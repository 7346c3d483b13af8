using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>A Messages request as it came. Used by one request at a time; not thread-safe.</summary>
internal sealed class AnthropicWireRequest(ScannedOptions stated, SplicePlan splice, WireEntry[] entries, bool noLog, DialectPin? pin)
    : ScannedWireRequest(stated, splice, entries.Length, noLog)
{
    public override ChatDialect Dialect => AnthropicMessagesDialect.Instance;

    public override DialectPin? Pin => pin;

    // A block of thinking always has a signature.
    public override bool WantsSeals => true;

    /// <summary>Gets a value that tells whether the request only counts tokens.</summary>
    public required bool IsCount { get; init; }

    /// <summary>Gets a value that tells whether the history holds thinking without a signature: another dialect's, which the API refuses.</summary>
    public required bool HasUnsignedThinking { get; init; }

    /// <summary>Tells whether a provider may get the body as it came, but for the model's name.</summary>
    public bool CanSplice(in ProviderRequest request) =>
        !HasUnsignedThinking
        && !(AnthropicVersion.SamplingOf(Stated) is not null && !AnthropicVersion.TakesSampling(request))
        && IsUntouched(request.Messages, request.Options)
        && !HasForeignSeal(request);

    protected internal override ChatMessage DecodeMessage(int index)
    {
        var (range, part) = entries[index];
        return MessageDecoder.Decode(Body.Span.Slice(range.Start, range.Length), part);
    }

    protected override bool IsStructural(RequestField field) => MessageFields.IsStructural(field);
}
