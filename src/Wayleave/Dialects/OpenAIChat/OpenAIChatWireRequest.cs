using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIChat;

/// <summary>A Chat Completions request as it came. Used by one request at a time; not thread-safe.</summary>
internal sealed class OpenAIChatWireRequest : WireRequest
{
    private readonly ByteRange[] _ranges;
    private readonly WireMessages _messages;
    private readonly bool _noLog;
    private RoutedChatOptions? _options;

    public OpenAIChatWireRequest(OpenAIChatDialect dialect, ScannedOptions stated, SplicePlan splice, ByteRange[] messages, bool noLog)
    {
        Dialect = dialect;
        Stated = stated;
        Splice = splice;
        _ranges = messages;
        _messages = new WireMessages(this, messages.Length);
        _noLog = noLog;
    }

    public override ChatDialect Dialect { get; }

    /// <summary>Gets the options as the body states them.</summary>
    public ScannedOptions Stated { get; }

    /// <summary>Gets the edits that make the body a provider's request.</summary>
    public SplicePlan Splice { get; }

    public override IReadOnlyList<ChatMessage> Messages => _messages;

    public override RoutedChatOptions Options => _options ??= MakeOptions();

    public override bool IsUntouched(IEnumerable<ChatMessage> messages, ChatOptions options) =>
        ReferenceEquals(messages, _messages) && !_messages.IsExposed && Stated.IsSame(options);

    public override ChatMessage PeekMessage(int index) => _messages.Peek(index);

    protected internal override ChatMessage DecodeMessage(int index) =>
        MessageDecoder.Decode(Body.Span.Slice(_ranges[index].Start, _ranges[index].Length));

    public override void CopyUnknownFieldsTo(ChatOptions options)
    {
        var reader = new Utf8JsonReader(Body.Span, DialectJson.ReaderOptions);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = RequestFields.Find(ref reader);
            var name = reader.ValueSpan;
            reader.Read();
            if (reader.TokenType == JsonTokenType.Null || RequestFields.IsStructural(field) || Stated.IsRepresented(field))
            {
                reader.Skip();
                continue;
            }

            options.AdditionalProperties ??= [];
            options.AdditionalProperties[JsonText.Unescape(name)] = JsonElement.ParseValue(ref reader);
        }
    }

    private RoutedChatOptions MakeOptions()
    {
        var options = Stated.ToOptions();
        options.ModelId = Model;
        options.NoLog = _noLog;
        options.Wire = this;
        return options;
    }
}
