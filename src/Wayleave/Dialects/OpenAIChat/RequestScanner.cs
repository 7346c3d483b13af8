using System.Text.Json;
using System.Text.Unicode;

namespace Wayleave.Dialects.OpenAIChat;

/// <summary>Reads a request in one pass: checks it, notes what routing needs, and plans the splice.</summary>
/// <remarks>What the router does not read, it does not judge: such fields are the provider's to accept or refuse.</remarks>
internal ref struct RequestScanner
{
    private readonly ReadOnlyMemory<byte> _body;
    private readonly ScannedOptions _options = new();
    private Utf8JsonReader _reader;
    private SplicePlanner _splice;
    private uint _seen;
    private string? _model;
    private string? _cacheKey;
    private ByteRange[]? _messages;
    private bool _streaming;
    private bool _wantsUsage;
    private bool _noLog;

    private RequestScanner(ReadOnlyMemory<byte> body)
    {
        _body = body;
        _reader = new Utf8JsonReader(body.Span, DialectJson.ReaderOptions);
    }

    /// <exception cref="RouteException"><c>invalid_request</c>, or <c>invalid_policy</c>.</exception>
    public static OpenAIChatWireRequest Scan(OpenAIChatDialect dialect, ReadOnlyMemory<byte> body)
    {
        if (!Utf8.IsValid(body.Span))
        {
            throw RequestFault.NotUtf8();
        }

        try
        {
            return new RequestScanner(body).Scan(dialect);
        }
        catch (JsonException e)
        {
            throw RequestFault.Malformed(e);
        }
    }

    private OpenAIChatWireRequest Scan(OpenAIChatDialect dialect)
    {
        _reader.Read();
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            var found = _reader.TokenType;
            _reader.Skip();
            _reader.Read();
            throw RequestFault.BodyNotObject(found, OpenAIChatDialect.Api);
        }

        _splice = new SplicePlanner((int)_reader.BytesConsumed);
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadMember();
        }

        // Reads to the end, so that whatever follows the object is refused.
        _reader.Read();
        return new OpenAIChatWireRequest(
            dialect, _options, _splice.Build(_streaming), _messages ?? throw RequestFault.Missing("messages", MessageScan.Expected), _noLog)
        {
            Body = _body,
            Model = _model ?? throw RequestFault.Missing("model", "the id of a model, as a string"),
            Streaming = _streaming,
            WantsUsage = _wantsUsage,
            ConversationId = _cacheKey,
        };
    }

    private void ReadMember()
    {
        var nameStart = (int)_reader.TokenStartIndex;
        var field = RequestFields.Find(ref _reader);
        if (field != RequestField.Unknown && (_seen & (1u << (int)field)) != 0)
        {
            throw RequestFault.Duplicate(RequestFields.NameOf(field));
        }

        _seen |= field == RequestField.Unknown ? 0 : 1u << (int)field;
        _reader.Read();
        var valueStart = (int)_reader.TokenStartIndex;
        var isNull = _reader.TokenType == JsonTokenType.Null;
        if (isNull)
        {
            if (field == RequestField.StreamOptions)
            {
                _splice.StreamOptions(new SpliceEdit(valueStart, valueStart + 4, SpliceText.StreamOptionsValue));
            }
        }
        else
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
                _model = Values.Text(ref _reader, "model", "the id of a model, as a string");
                if (string.IsNullOrWhiteSpace(_model))
                {
                    throw RequestFault.Empty("model", "the id of a model, as a string");
                }

                break;
            case RequestField.Messages:
                _messages = MessageScan.Read(ref _reader);
                break;
            case RequestField.Stream:
                _streaming = Values.Flag(ref _reader, "stream");
                break;
            case RequestField.StreamOptions:
                ReadStreamOptions();
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
                _options.Tools = ToolScan.Read(ref _reader, _body);
                _options.Represent(field);
                break;
            case RequestField.Unknown:
                _reader.Skip();
                break;
            default:
                OptionScan.Read(field, ref _reader, _options);
                break;
        }
    }

    private void ReadStreamOptions()
    {
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            throw RequestFault.WrongKind("stream_options", _reader.TokenType, "an object such as {\"include_usage\": true}");
        }

        var start = (int)_reader.BytesConsumed;
        var isEmpty = true;
        SpliceEdit? edit = null;
        var stated = false;
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            isEmpty = false;
            var isUsage = IncludeUsage.Find(ref _reader) == 0;
            _reader.Read();
            if (!isUsage)
            {
                _reader.Skip();
                continue;
            }

            if (stated)
            {
                throw RequestFault.Duplicate("stream_options.include_usage");
            }

            stated = true;
            _wantsUsage = _reader.TokenType != JsonTokenType.Null && Values.Flag(ref _reader, "stream_options.include_usage");
            edit = _wantsUsage ? null : new SpliceEdit((int)_reader.TokenStartIndex, (int)_reader.BytesConsumed, SpliceText.True);
        }

        if (!stated)
        {
            edit = new SpliceEdit(start, start, isEmpty ? SpliceText.IncludeUsage : SpliceText.IncludeUsageFirst);
        }

        _splice.StreamOptions(edit);
    }

    private static readonly NameTable IncludeUsage = new("include_usage");
}
