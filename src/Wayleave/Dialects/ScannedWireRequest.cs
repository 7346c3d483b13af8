using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects;

/// <summary>A request whose options were read in one scan, whose messages are decoded when somebody looks, and whose bytes can be spliced.</summary>
/// <remarks>Used by one request at a time; not thread-safe.</remarks>
internal abstract class ScannedWireRequest : WireRequest
{
    private readonly WireMessages _messages;
    private readonly bool _noLog;
    private RoutedChatOptions? _options;

    protected ScannedWireRequest(ScannedOptions stated, SplicePlan splice, int messageCount, bool noLog)
    {
        Stated = stated;
        Splice = splice;
        _messages = new WireMessages(this, messageCount);
        _noLog = noLog;
    }

    /// <summary>Gets the options as the body states them.</summary>
    public ScannedOptions Stated { get; }

    /// <summary>Gets the edits that make the body a provider's request.</summary>
    public SplicePlan Splice { get; }

    public override bool? StrictSchema => Stated.StrictSchema;

    public override IReadOnlyList<ChatMessage> Messages => _messages;

    public override RoutedChatOptions Options => _options ??= MakeOptions();

    public override bool IsUntouched(IEnumerable<ChatMessage> messages, ChatOptions options) =>
        HoldsUntouched(messages) && Stated.IsSame(options);

    public override bool HoldsUntouched(IEnumerable<ChatMessage> messages) => ReferenceEquals(messages, _messages) && !_messages.IsExposed;

    /// <summary>Tells whether the body holds a seal that the provider did not make.</summary>
    public bool HasForeignSeal(in ProviderRequest request) => SealRemoval.HasForeign(Body.Span, Dialect.Seals, request.Seals);

    public override ChatMessage PeekMessage(int index) => _messages.Peek(index);

    /// <summary>Gets the top-level members but the model, the messages and the router's own, as they came; null when there are none.</summary>
    public required IReadOnlyList<TopMember>? Members { get; init; }

    public override void CopyUnknownFieldsTo(ChatOptions options)
    {
        foreach (var member in Members ?? [])
        {
            var value = BytesOf(member.Value);
            if (!IsStructural(member.Field) && !Stated.IsRepresented(member.Field) && !value.SequenceEqual("null"u8))
            {
                (options.AdditionalProperties ??= [])[NameOf(member)] = JsonElement.Parse(value, DialectJson.DocumentOptions);
            }
        }
    }

    /// <summary>Writes the top-level fields that nobody on the way claimed, as they came.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="isClaimed">Tells whether the encoder writes the field itself, or leaves it out.</param>
    public void WriteUnclaimed(Utf8JsonWriter writer, Func<RequestField, string, bool> isClaimed)
    {
        foreach (var member in Members ?? [])
        {
            var name = NameOf(member);
            if (!isClaimed(member.Field, name))
            {
                writer.WritePropertyName(name);
                writer.WriteRawValue(BytesOf(member.Value), skipInputValidation: true);
            }
        }
    }

    /// <summary>Finds a top-level field other than the model and the messages.</summary>
    /// <returns>Its value as it came, or null when the body has none.</returns>
    public JsonElement? FindValue(RequestField wanted)
    {
        foreach (var member in Members ?? [])
        {
            if (member.Field == wanted)
            {
                return JsonElement.Parse(BytesOf(member.Value), DialectJson.DocumentOptions);
            }
        }

        return null;
    }

    /// <summary>Tells whether the encoder writes the field itself in every request.</summary>
    protected abstract bool IsStructural(RequestField field);

    private string NameOf(TopMember member) => JsonText.Unescape(BytesOf(member.Name));

    private ReadOnlySpan<byte> BytesOf(ByteRange range) => Body.Span.Slice(range.Start, range.Length);

    private RoutedChatOptions MakeOptions()
    {
        var options = Stated.ToOptions();
        options.ModelId = Model;
        options.NoLog = _noLog;
        options.Wire = this;
        return options;
    }
}
