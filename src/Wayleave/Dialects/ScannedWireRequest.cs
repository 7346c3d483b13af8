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

    public override void CopyUnknownFieldsTo(ChatOptions options)
    {
        var reader = new Utf8JsonReader(Body.Span, DialectJson.ReaderOptions);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = FindField(ref reader);
            var name = reader.ValueSpan;
            var isOwn = field == RequestField.Unknown && IsOwn(ref reader);
            reader.Read();
            if (isOwn || reader.TokenType == JsonTokenType.Null || IsStructural(field) || Stated.IsRepresented(field))
            {
                reader.Skip();
                continue;
            }

            options.AdditionalProperties ??= [];
            options.AdditionalProperties[JsonText.Unescape(name)] = JsonElement.ParseValue(ref reader);
        }
    }

    /// <summary>Writes the top-level fields that nobody on the way claimed, as they came.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="isClaimed">Tells whether the encoder writes the field itself, or leaves it out.</param>
    public void WriteUnclaimed(Utf8JsonWriter writer, Func<RequestField, string, bool> isClaimed)
    {
        var body = Body.Span;
        var reader = new Utf8JsonReader(body, DialectJson.ReaderOptions);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = FindField(ref reader);
            var name = JsonText.Read(ref reader);
            var isOwn = field == RequestField.Unknown && IsOwn(ref reader);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (!isClaimed(field, name) && !isOwn)
            {
                writer.WritePropertyName(name);
                writer.WriteRawValue(body[start..(int)reader.BytesConsumed], skipInputValidation: true);
            }
        }
    }

    /// <summary>Finds a top-level field.</summary>
    /// <returns>Its value as it came, or null when the body has none.</returns>
    public JsonElement? FindValue(RequestField wanted)
    {
        var reader = new Utf8JsonReader(Body.Span, DialectJson.ReaderOptions);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = FindField(ref reader);
            reader.Read();
            if (field == wanted)
            {
                return JsonElement.ParseValue(ref reader);
            }

            reader.Skip();
        }

        return null;
    }

    /// <summary>Finds the field whose name the reader stands on.</summary>
    protected abstract RequestField FindField(ref Utf8JsonReader reader);

    /// <summary>Tells whether the encoder writes the field itself in every request.</summary>
    protected abstract bool IsStructural(RequestField field);

    private bool IsOwn(ref Utf8JsonReader reader) => OwnFields.IsOwnName(ref reader) || Hints?.Holds(ref reader) == true;

    private RoutedChatOptions MakeOptions()
    {
        var options = Stated.ToOptions();
        options.ModelId = Model;
        options.NoLog = _noLog;
        options.Wire = this;
        return options;
    }
}
