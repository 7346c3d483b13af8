using System.Text.Json;
using System.Text.Unicode;

namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>Reads a request in one pass: checks it, notes what routing needs, and plans the splice.</summary>
/// <remarks>What the router does not read, it does not judge: such fields are the provider's to accept or refuse.</remarks>
internal ref struct RequestScanner
{
    private const string ExpectedModel = "the id of a model, as a string";

    private readonly OpenAIResponsesDialect _dialect;
    private readonly ReadOnlyMemory<byte> _body;
    private readonly ScannedOptions _options = new();
    private Utf8JsonReader _reader;
    private SplicePlanner _splice;
    private ulong _seen;
    private string? _model;
    private string? _cacheKey;
    private string? _conversation;
    private ByteRange? _instructions;
    private ScannedInput? _input;
    private DialectPin? _pin;
    private bool _keepsInput;
    private bool _streaming;
    private bool _noLog;

    private RequestScanner(OpenAIResponsesDialect dialect, ReadOnlyMemory<byte> body)
    {
        _dialect = dialect;
        _body = body;
        _reader = new Utf8JsonReader(body.Span, DialectJson.ReaderOptions);
    }

    /// <exception cref="RouteException"><c>invalid_request</c>, or <c>invalid_policy</c>.</exception>
    public static OpenAIResponsesWireRequest Scan(OpenAIResponsesDialect dialect, ReadOnlyMemory<byte> body)
    {
        if (!Utf8.IsValid(body.Span))
        {
            throw RequestFault.NotUtf8();
        }

        try
        {
            return new RequestScanner(dialect, body).Scan();
        }
        catch (JsonException e)
        {
            throw RequestFault.Malformed(e);
        }
    }

    private OpenAIResponsesWireRequest Scan()
    {
        _reader.Read();
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            var found = _reader.TokenType;
            _reader.Skip();
            _reader.Read();
            throw RequestFault.BodyNotObject(found, OpenAIResponsesDialect.Api);
        }

        _splice = new SplicePlanner((int)_reader.BytesConsumed);
        _splice.StreamOptions(null);
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadMember();
        }

        // Reads to the end, so that whatever follows the object is refused.
        _reader.Read();
        return new OpenAIResponsesWireRequest(_dialect, _options, _splice.Build(_streaming), CheckInput(), _instructions, _noLog, _pin ?? _input?.Pin)
        {
            Body = _body,
            Model = _model ?? throw RequestFault.Missing("model", ExpectedModel),
            Streaming = _streaming,

            // The last event carries it always.
            WantsUsage = true,
            ConversationId = _cacheKey ?? _conversation,
        };
    }

    // A request may leave out what the provider remembers.
    private readonly ScannedInput CheckInput() => _input switch
    {
        null => _keepsInput ? new ScannedInput() : throw RequestFault.Missing("input", InputScan.Expected),
        { Count: 0 } => _keepsInput ? _input : throw RequestFault.Empty("input", InputScan.Expected),
        _ => _input,
    };

    private void ReadMember()
    {
        var nameStart = (int)_reader.TokenStartIndex;
        var field = RequestFields.Find(ref _reader);
        if (field != RequestField.Unknown && (_seen & (1UL << (int)field)) != 0)
        {
            throw RequestFault.Duplicate(RequestFields.NameOf(field));
        }

        _seen |= field == RequestField.Unknown ? 0 : 1UL << (int)field;
        _reader.Read();
        var valueStart = (int)_reader.TokenStartIndex;
        var isNull = _reader.TokenType == JsonTokenType.Null;
        if (!isNull)
        {
            ReadValue(field);
        }

        var valueEnd = (int)_reader.BytesConsumed;
        if (OwnFields.IsOwn(field))
        {
            _splice.Cut(nameStart, valueEnd);
            return;
        }

        _splice.Keep(nameStart, valueEnd);
        if (field == RequestField.Model && !isNull)
        {
            _splice.Model(valueStart, valueEnd);
        }
    }

    // Leaves the reader on the value's last token.
    private void ReadValue(RequestField field)
    {
        switch (field)
        {
            case RequestField.Model:
                _model = Values.Text(ref _reader, "model", ExpectedModel);
                if (string.IsNullOrWhiteSpace(_model))
                {
                    throw RequestFault.Empty("model", ExpectedModel);
                }

                break;
            case RequestField.Messages:
                _input = InputScan.Read(ref _reader, _dialect);
                break;
            case RequestField.System:
                Expect(field, JsonTokenType.String, "a string");
                _instructions = new ByteRange((int)_reader.TokenStartIndex, (int)(_reader.BytesConsumed - _reader.TokenStartIndex));
                break;
            case RequestField.Stream:
                _streaming = Values.Flag(ref _reader, "stream");
                break;
            case RequestField.PromptCacheKey:
                _cacheKey = Values.Text(ref _reader, "prompt_cache_key", "a string");
                break;
            case RequestField.NoLog:
                _noLog = Values.Flag(ref _reader, "no_log");
                break;
            case RequestField.PolicyIr:
                throw RequestFault.PolicyNotAvailable();
            case RequestField.Tools:
                _options.Tools = ToolScan.Read(ref _reader, _body, _dialect, ref _pin);
                _options.Represent(field);
                break;
            case RequestField.Unknown:
                _reader.Skip();
                break;
            case RequestField.PreviousResponse or RequestField.Conversation or RequestField.Background or RequestField.Store or RequestField.Prompt:
                ReadState(field);
                break;
            default:
                if (OptionScan.Read(field, ref _reader, _options))
                {
                    Pin(StatePins.Wording(_dialect, RequestFields.NameOf(field)), keepsInput: false);
                }

                break;
        }
    }

    private void ReadState(RequestField field)
    {
        switch (field)
        {
            case RequestField.PreviousResponse:
                Expect(field, JsonTokenType.String, "the id of a response, as a string");
                Pin(StatePins.PreviousResponse(_dialect), keepsInput: true);
                break;
            case RequestField.Conversation:
                _conversation = ReadConversation();
                Pin(StatePins.Conversation(_dialect), keepsInput: true);
                break;
            case RequestField.Prompt:
                Expect(field, JsonTokenType.StartObject, "an object with an id");
                _reader.Skip();
                Pin(StatePins.Prompt(_dialect), keepsInput: true);
                break;
            case RequestField.Background when Values.Flag(ref _reader, "background"):
                Pin(StatePins.Background(_dialect), keepsInput: false);
                break;
            case RequestField.Store when Values.Flag(ref _reader, "store"):
                Pin(StatePins.Store(_dialect), keepsInput: false);
                break;
        }
    }

    private void Pin(DialectPin pin, bool keepsInput)
    {
        _pin ??= pin;
        _keepsInput |= keepsInput;
    }

    private string? ReadConversation()
    {
        const string Expected = "the id of a conversation, as a string or in an object";
        if (_reader.TokenType == JsonTokenType.String)
        {
            return JsonText.Read(ref _reader);
        }

        Expect(RequestField.Conversation, JsonTokenType.StartObject, Expected);
        return JsonText.Find(JsonElement.ParseValue(ref _reader), "id"u8) ?? throw RequestFault.Missing("conversation.id", Expected);
    }

    private readonly void Expect(RequestField field, JsonTokenType kind, string expected)
    {
        if (_reader.TokenType != kind)
        {
            throw RequestFault.WrongKind(RequestFields.NameOf(field), _reader.TokenType, expected);
        }
    }
}
