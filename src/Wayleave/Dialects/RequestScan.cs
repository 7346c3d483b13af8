using System.Text.Json;
using System.Text.Unicode;
using Wayleave.Dialects.Hints;

namespace Wayleave.Dialects;

/// <summary>Reads a request in one pass: checks it, notes what routing needs, and plans the splice.</summary>
/// <remarks>What the router does not read, it does not judge: such fields are the provider's to accept or refuse. Used once; not thread-safe.</remarks>
/// <param name="body">The body.</param>
/// <param name="fields">How the dialect spells the fields.</param>
/// <param name="api">The API's name in messages.</param>
internal abstract class RequestScan(ReadOnlyMemory<byte> body, FieldTable fields, string api)
{
    private const string ExpectedModel = "the id of a model, as a string";

    private ulong _seen;
    private string? _model;
    private RoutingHints? _hints;

    /// <summary>The edits as they are found.</summary>
    protected SplicePlanner Splice;

    protected ReadOnlyMemory<byte> Body => body;

    protected string Model => _model ?? (_hints is { Models: [var first, ..] } ? first : throw RequestFault.Missing("model", ExpectedModel));

    protected bool Streaming { get; private set; }

    protected bool NoLog { get; private set; }

    /// <summary>Gets the policy as it came; empty when the body states none. It is admitted when the request is planned, not here.</summary>
    protected ReadOnlyMemory<byte> PolicyIr { get; private set; }

    /// <summary>Gets what the body says to the router in OpenRouter's vocabulary; null when it says nothing.</summary>
    protected RoutingHints? Hints => _hints is { IsEmpty: false } ? _hints : null;

    /// <summary>Gets a value that tells whether requests of this kind speak that vocabulary.</summary>
    protected virtual bool TakesHints => true;

    /// <summary>Reads the whole body.</summary>
    /// <exception cref="RouteException"><c>invalid_request</c>, or <c>invalid_policy</c>.</exception>
    protected void Run()
    {
        if (!Utf8.IsValid(body.Span))
        {
            throw RequestFault.NotUtf8();
        }

        try
        {
            ReadBody();
        }
        catch (JsonException e)
        {
            throw RequestFault.Malformed(e);
        }
    }

    /// <summary>Reads the value of a field of the dialect's own; leaves the reader on the value's last token.</summary>
    protected abstract void ReadValue(RequestField field, ref Utf8JsonReader reader);

    /// <summary>Sees a field whose value is null.</summary>
    protected virtual void SeeNull(RequestField field, int valueStart)
    {
    }

    private void ReadBody()
    {
        var reader = new Utf8JsonReader(body.Span, DialectJson.ReaderOptions);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            var found = reader.TokenType;
            reader.Skip();
            reader.Read();
            throw RequestFault.BodyNotObject(found, api);
        }

        Splice = new SplicePlanner((int)reader.BytesConsumed);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadMember(ref reader);
        }

        if (_model is null)
        {
            Splice.MissingModel();
        }

        // Reads to the end, so that whatever follows the object is refused.
        reader.Read();
    }

    private void ReadMember(ref Utf8JsonReader reader)
    {
        var nameStart = (int)reader.TokenStartIndex;
        var field = fields.Find(ref reader);
        if (field != RequestField.Unknown && (_seen & (1UL << (int)field)) != 0)
        {
            throw RequestFault.Duplicate(fields.NameOf(field));
        }

        _seen |= field == RequestField.Unknown ? 0 : 1UL << (int)field;
        var isOwn = OwnFields.IsOwn(field) || (field == RequestField.Unknown && OwnFields.IsOwnName(ref reader));
        var hint = field == RequestField.Unknown && TakesHints ? RoutingHints.Find(ref reader) : -1;
        reader.Read();
        var valueStart = (int)reader.TokenStartIndex;
        var isNull = reader.TokenType == JsonTokenType.Null;
        if (hint >= 0)
        {
            isOwn = (_hints ??= new()).Read(hint, ref reader);
        }
        else if (isNull)
        {
            SeeNull(field, valueStart);

            // A list of models may stand for it, and the name is then written anew.
            isOwn |= field == RequestField.Model;
        }
        else
        {
            ReadAny(field, ref reader);
        }

        var valueEnd = (int)reader.BytesConsumed;
        if (isOwn)
        {
            Splice.Cut(nameStart, valueEnd);
            return;
        }

        Splice.Keep(nameStart, valueEnd);
        if (field == RequestField.Model)
        {
            Splice.Model(valueStart, valueEnd);
        }
    }

    private void ReadAny(RequestField field, ref Utf8JsonReader reader)
    {
        switch (field)
        {
            case RequestField.Model:
                _model = Values.Text(ref reader, "model", ExpectedModel);
                if (string.IsNullOrWhiteSpace(_model))
                {
                    throw RequestFault.Empty("model", ExpectedModel);
                }

                break;
            case RequestField.Stream:
                Streaming = Values.Flag(ref reader, "stream");
                break;
            case RequestField.NoLog:
                NoLog = Values.Flag(ref reader, "no_log");
                break;
            case RequestField.PolicyIr:
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                PolicyIr = Body[start..(int)reader.BytesConsumed];
                break;
            case RequestField.Unknown:
                reader.Skip();
                break;
            default:
                ReadValue(field, ref reader);
                break;
        }
    }
}
