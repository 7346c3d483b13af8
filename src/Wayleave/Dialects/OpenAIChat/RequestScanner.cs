using System.Text.Json;

namespace Wayleave.Dialects.OpenAIChat;

/// <summary>Reads a Chat Completions request.</summary>
internal sealed class RequestScanner : RequestScan
{
    private readonly ScannedOptions _options = new();
    private string? _cacheKey;
    private ByteRange[]? _messages;
    private MediaKinds _media;
    private bool _wantsUsage;

    private RequestScanner(ReadOnlyMemory<byte> body)
        : base(body, RequestFields.Table, OpenAIChatDialect.Api)
    {
    }

    /// <exception cref="RouteException"><c>invalid_request</c>, or <c>invalid_policy</c>.</exception>
    public static OpenAIChatWireRequest Scan(OpenAIChatDialect dialect, ReadOnlyMemory<byte> body) => new RequestScanner(body).Scan(dialect);

    protected override void ReadValue(RequestField field, ref Utf8JsonReader reader)
    {
        switch (field)
        {
            case RequestField.Messages:
                _messages = MessageScan.Read(ref reader, out _media);
                break;
            case RequestField.StreamOptions:
                ReadStreamOptions(ref reader);
                break;
            case RequestField.PromptCacheKey:
                _cacheKey = Values.Text(ref reader, "prompt_cache_key", "a string");
                break;
            case RequestField.Tools:
                _options.Tools = ToolScan.Read(ref reader, Body);
                _options.Represent(field);
                break;
            default:
                OptionScan.Read(field, ref reader, _options);
                break;
        }
    }

    protected override void SeeNull(RequestField field, int valueStart)
    {
        if (field == RequestField.StreamOptions)
        {
            Splice.StreamOptions(new SpliceEdit(valueStart, valueStart + 4, SpliceText.StreamOptionsValue));
        }
    }

    private OpenAIChatWireRequest Scan(OpenAIChatDialect dialect)
    {
        Run();
        return new OpenAIChatWireRequest(
            dialect, _options, Splice.Build(Streaming), _messages ?? throw RequestFault.Missing("messages", MessageScan.Expected), NoLog)
        {
            Body = Body,
            Model = Model,
            PolicyIr = PolicyIr,
            Hints = Hints,
            Streaming = Streaming,
            WantsUsage = _wantsUsage,
            ConversationId = _cacheKey,
            Media = _media,
        };
    }

    private void ReadStreamOptions(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw RequestFault.WrongKind("stream_options", reader.TokenType, "an object such as {\"include_usage\": true}");
        }

        var start = (int)reader.BytesConsumed;
        var isEmpty = true;
        SpliceEdit? edit = null;
        var stated = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            isEmpty = false;
            var isUsage = IncludeUsage.Find(ref reader) == 0;
            reader.Read();
            if (!isUsage)
            {
                reader.Skip();
                continue;
            }

            if (stated)
            {
                throw RequestFault.Duplicate("stream_options.include_usage");
            }

            stated = true;
            _wantsUsage = reader.TokenType != JsonTokenType.Null && Values.Flag(ref reader, "stream_options.include_usage");
            edit = _wantsUsage ? null : new SpliceEdit((int)reader.TokenStartIndex, (int)reader.BytesConsumed, SpliceText.True);
        }

        if (!stated)
        {
            edit = new SpliceEdit(start, start, isEmpty ? SpliceText.IncludeUsage : SpliceText.IncludeUsageFirst);
        }

        Splice.StreamOptions(edit);
    }

    private static readonly NameTable IncludeUsage = new("include_usage");
}
