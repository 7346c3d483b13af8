using System.Text.Json;

namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>Reads a Responses request.</summary>
internal sealed class RequestScanner : RequestScan
{
    private readonly OpenAIResponsesDialect _dialect;
    private readonly ScannedOptions _options = new();
    private string? _cacheKey;
    private string? _conversation;
    private ByteRange? _instructions;
    private ScannedInput? _input;
    private DialectPin? _pin;
    private bool _keepsInput;

    private RequestScanner(OpenAIResponsesDialect dialect, ReadOnlyMemory<byte> body)
        : base(body, RequestFields.Table, OpenAIResponsesDialect.Api) => _dialect = dialect;

    /// <exception cref="RouteException"><c>invalid_request</c>, or <c>invalid_policy</c>.</exception>
    public static OpenAIResponsesWireRequest Scan(OpenAIResponsesDialect dialect, ReadOnlyMemory<byte> body) => new RequestScanner(dialect, body).Scan();

    protected override void ReadValue(RequestField field, ref Utf8JsonReader reader)
    {
        switch (field)
        {
            case RequestField.Messages:
                _input = InputScan.Read(ref reader, _dialect);
                break;
            case RequestField.System:
                Expect(field, ref reader, JsonTokenType.String, "a string");
                _instructions = new ByteRange((int)reader.TokenStartIndex, (int)(reader.BytesConsumed - reader.TokenStartIndex));
                break;
            case RequestField.PromptCacheKey:
                _cacheKey = Values.Text(ref reader, "prompt_cache_key", "a string");
                break;
            case RequestField.Tools:
                _options.Tools = ToolScan.Read(ref reader, Body, _dialect, ref _pin);
                _options.Represent(field);
                break;
            case RequestField.PreviousResponse or RequestField.Conversation or RequestField.Background or RequestField.Store or RequestField.Prompt:
                ReadState(field, ref reader);
                break;
            default:
                if (OptionScan.Read(field, ref reader, _options))
                {
                    Pin(StatePins.Wording(_dialect, RequestFields.NameOf(field)), keepsInput: false);
                }

                break;
        }
    }

    private OpenAIResponsesWireRequest Scan()
    {
        Run();
        return new OpenAIResponsesWireRequest(
            _dialect, _options, Splice.Build(asksForUsage: false), CheckInput(), _instructions, NoLog, _pin ?? _input?.Pin)
        {
            Body = Body,
            Model = Model,
            PolicyIr = PolicyIr,
            Hints = Hints,
            Streaming = Streaming,

            // The last event carries it always.
            WantsUsage = true,
            ConversationId = _cacheKey ?? _conversation,
            Media = _input?.Media ?? MediaKinds.None,
        };
    }

    // A request may leave out what the provider remembers.
    private ScannedInput CheckInput() => _input switch
    {
        null => _keepsInput ? new ScannedInput() : throw RequestFault.Missing("input", InputScan.Expected),
        { Count: 0 } => _keepsInput ? _input : throw RequestFault.Empty("input", InputScan.Expected),
        _ => _input,
    };

    private void ReadState(RequestField field, ref Utf8JsonReader reader)
    {
        switch (field)
        {
            case RequestField.PreviousResponse:
                Expect(field, ref reader, JsonTokenType.String, "the id of a response, as a string");
                Pin(StatePins.PreviousResponse(_dialect), keepsInput: true);
                break;
            case RequestField.Conversation:
                _conversation = ReadConversation(ref reader);
                Pin(StatePins.Conversation(_dialect), keepsInput: true);
                break;
            case RequestField.Prompt:
                Expect(field, ref reader, JsonTokenType.StartObject, "an object with an id");
                reader.Skip();
                Pin(StatePins.Prompt(_dialect), keepsInput: true);
                break;
            case RequestField.Background when Values.Flag(ref reader, "background"):
                Pin(StatePins.Background(_dialect), keepsInput: false);
                break;
            case RequestField.Store when Values.Flag(ref reader, "store"):
                Pin(StatePins.Store(_dialect), keepsInput: false);
                break;
        }
    }

    private void Pin(DialectPin pin, bool keepsInput)
    {
        _pin ??= pin;
        _keepsInput |= keepsInput;
    }

    private static string? ReadConversation(ref Utf8JsonReader reader)
    {
        const string Expected = "the id of a conversation, as a string or in an object";
        if (reader.TokenType == JsonTokenType.String)
        {
            return JsonText.Read(ref reader);
        }

        Expect(RequestField.Conversation, ref reader, JsonTokenType.StartObject, Expected);
        return JsonText.Find(JsonElement.ParseValue(ref reader), "id"u8) ?? throw RequestFault.Missing("conversation.id", Expected);
    }

    private static void Expect(RequestField field, ref Utf8JsonReader reader, JsonTokenType kind, string expected)
    {
        if (reader.TokenType != kind)
        {
            throw RequestFault.WrongKind(RequestFields.NameOf(field), reader.TokenType, expected);
        }
    }
}
