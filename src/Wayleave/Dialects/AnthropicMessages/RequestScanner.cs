using System.Text.Json;
using System.Text.Unicode;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>Reads a request in one pass: checks it, notes what routing needs, and plans the splice.</summary>
/// <remarks>What the router does not read, it does not judge: such fields are the provider's to accept or refuse.</remarks>
internal ref struct RequestScanner
{
    private readonly ReadOnlyMemory<byte> _body;
    private readonly OptionScan _options = new();
    private readonly List<WireEntry> _entries = new(4);
    private Utf8JsonReader _reader;
    private SplicePlanner _splice;
    private uint _seen;
    private string? _model;
    private WireEntry? _system;
    private BlockKinds _kinds;
    private bool _hasMessages;
    private bool _streaming;
    private bool _noLog;

    private RequestScanner(ReadOnlyMemory<byte> body)
    {
        _body = body;
        _reader = new Utf8JsonReader(body.Span, DialectJson.ReaderOptions);
    }

    /// <param name="body">The body.</param>
    /// <param name="isCount">Whether the request only counts tokens, and so needs no <c>max_tokens</c>.</param>
    /// <exception cref="RouteException"><c>invalid_request</c>, or <c>invalid_policy</c>.</exception>
    public static AnthropicWireRequest Scan(ReadOnlyMemory<byte> body, bool isCount)
    {
        if (!Utf8.IsValid(body.Span))
        {
            throw RequestFault.NotUtf8();
        }

        try
        {
            return new RequestScanner(body).Scan(isCount);
        }
        catch (JsonException e)
        {
            throw RequestFault.Malformed(e);
        }
    }

    private AnthropicWireRequest Scan(bool isCount)
    {
        _reader.Read();
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            var found = _reader.TokenType;
            _reader.Skip();
            _reader.Read();
            throw RequestFault.BodyNotObject(found, AnthropicMessagesDialect.Api);
        }

        _splice = new SplicePlanner((int)_reader.BytesConsumed);
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadMember();
        }

        // Reads to the end, so that whatever follows the object is refused.
        _reader.Read();
        Require(_hasMessages, "messages", MessageScan.Expected);
        Require(_model is not null, "model", "the id of a model, as a string");
        Require(isCount || _options.Stated.MaxTokens is not null, "max_tokens", "the largest answer in tokens, a positive integer");
        if (_system is { } system)
        {
            _entries.Insert(0, system);
        }

        return new AnthropicWireRequest(_options.Complete(), _splice.Build(asksForUsage: false), [.. _entries], _noLog)
        {
            Body = _body,
            Model = _model!,
            Streaming = _streaming,
            WantsUsage = true,
            ConversationId = _options.UserId,
            IsCount = isCount,
            HasUnsignedThinking = (_kinds & BlockKinds.Unsigned) != 0,
        };
    }

    private static void Require(bool isThere, string param, string expected)
    {
        if (!isThere)
        {
            throw RequestFault.Missing(param, expected);
        }
    }

    private void ReadMember()
    {
        var nameStart = (int)_reader.TokenStartIndex;
        var field = MessageFields.Find(ref _reader);
        if (field != RequestField.Unknown && (_seen & (1u << (int)field)) != 0)
        {
            throw RequestFault.Duplicate(MessageFields.NameOf(field));
        }

        _seen |= field == RequestField.Unknown ? 0 : 1u << (int)field;
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
                _model = Values.Text(ref _reader, "model", "the id of a model, as a string");
                if (string.IsNullOrWhiteSpace(_model))
                {
                    throw RequestFault.Empty("model", "the id of a model, as a string");
                }

                break;
            case RequestField.Messages:
                _kinds = MessageScan.ReadMessages(ref _reader, _entries);
                _hasMessages = true;
                break;
            case RequestField.System:
                _system = MessageScan.ReadSystem(ref _reader);
                break;
            case RequestField.Stream:
                _streaming = Values.Flag(ref _reader, "stream");
                break;
            case RequestField.NoLog:
                _noLog = Values.Flag(ref _reader, "no_log");
                break;
            case RequestField.PolicyIr:
                throw RequestFault.PolicyNotAvailable();
            case RequestField.Tools:
                _options.Stated.Tools = ToolScan.Read(ref _reader, _body);
                _options.Stated.Represent(field);
                break;
            case RequestField.Unknown:
                _reader.Skip();
                break;
            default:
                _options.Read(field, ref _reader);
                break;
        }
    }
}
