using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>A Responses request as it came. Used by one request at a time; not thread-safe.</summary>
/// <remarks>The instructions are the first message, so that who reads or masks messages meets them too.</remarks>
internal sealed class OpenAIResponsesWireRequest : WireRequest
{
    private readonly ScannedInput _input;
    private readonly ByteRange? _instructions;
    private readonly WireMessages _messages;
    private readonly bool _noLog;
    private RoutedChatOptions? _options;

    public OpenAIResponsesWireRequest(
        OpenAIResponsesDialect dialect, ScannedOptions stated, SplicePlan splice, ScannedInput input, ByteRange? instructions, bool noLog, DialectPin? pin)
    {
        Dialect = dialect;
        Stated = stated;
        Splice = splice;
        Pin = pin;
        _input = input;
        _instructions = instructions;
        _messages = new WireMessages(this, input.Count + (instructions is null ? 0 : 1));
        _noLog = noLog;
    }

    public override ChatDialect Dialect { get; }

    public override DialectPin? Pin { get; }

    /// <summary>Gets the options as the body states them.</summary>
    public ScannedOptions Stated { get; }

    /// <summary>Gets the edits that make the body a provider's request.</summary>
    public SplicePlan Splice { get; }

    /// <summary>Gets a value that tells whether the input has ids that this router made, which no provider may see.</summary>
    public bool HasMadeIds => _input.HasMadeIds;

    public override bool? StrictSchema => Stated.StrictSchema;

    public override IReadOnlyList<ChatMessage> Messages => _messages;

    public override RoutedChatOptions Options => _options ??= MakeOptions();

    public override bool IsUntouched(IEnumerable<ChatMessage> messages, ChatOptions options) =>
        ReferenceEquals(messages, _messages) && !_messages.IsExposed && Stated.IsSame(options);

    public override ChatMessage PeekMessage(int index) => _messages.Peek(index);

    protected internal override ChatMessage DecodeMessage(int index)
    {
        var body = Body.Span;
        if (_instructions is { } range)
        {
            if (index == 0)
            {
                return new ChatMessage(ChatRole.System, TextAt(body, range)) { RawRepresentation = InstructionsMark.Instance };
            }

            index--;
        }

        return _input.Text is { } text ? new ChatMessage(ChatRole.User, TextAt(body, text)) : InputDecoder.Decode(body, _input[index]);
    }

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

    /// <summary>Finds a field's value in the body; null when it has none.</summary>
    public JsonElement? Find(RequestField wanted)
    {
        var reader = new Utf8JsonReader(Body.Span, DialectJson.ReaderOptions);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = RequestFields.Find(ref reader);
            reader.Read();
            if (field == wanted)
            {
                return JsonElement.ParseValue(ref reader);
            }

            reader.Skip();
        }

        return null;
    }

    private RoutedChatOptions MakeOptions()
    {
        var options = Stated.ToOptions();
        options.ModelId = Model;
        options.NoLog = _noLog;
        options.Wire = this;
        return options;
    }

    private static string TextAt(ReadOnlySpan<byte> body, ByteRange range) => JsonText.Unescape(body.Slice(range.Start + 1, range.Length - 2));
}
