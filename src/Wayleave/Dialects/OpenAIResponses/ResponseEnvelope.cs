using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>Writes the <c>response</c> object around the output.</summary>
/// <remarks>The fields that repeat the request are demanded by the format. What the request left out has the API's default.</remarks>
internal sealed class ResponseEnvelope
{
    /// <summary>The id of an answer whose source gave none.</summary>
    public const string DefaultId = "resp_wayleave";

    private static readonly (string Name, string? Default)[] Repeated =
    [
        ("background", "false"),
        ("instructions", "null"),
        ("max_output_tokens", "null"),
        ("max_tool_calls", "null"),
        ("metadata", "{}"),
        ("parallel_tool_calls", "true"),
        ("previous_response_id", "null"),
        ("prompt", null),
        ("prompt_cache_key", null),
        ("prompt_cache_retention", null),
        ("reasoning", """{"effort":null,"summary":null}"""),
        ("safety_identifier", null),
        ("service_tier", "\"default\""),
        ("store", "false"),
        ("temperature", "1"),
        ("text", """{"format":{"type":"text"}}"""),
        ("tool_choice", "\"auto\""),
        ("tools", "[]"),
        ("top_logprobs", "0"),
        ("top_p", "1"),
        ("truncation", "\"disabled\""),
        ("user", "null"),
    ];

    private static readonly NameTable RepeatedNames = new(Array.ConvertAll(Repeated, static field => field.Name));

    private readonly ReadOnlyMemory<byte> _body;
    private readonly ByteRange[] _stated = new ByteRange[Repeated.Length];
    private readonly string _requestedModel;

    public ResponseEnvelope(WireRequest request)
    {
        _body = request.Body;
        _requestedModel = request.Model;
        if (request is not OpenAIResponsesWireRequest)
        {
            return;
        }

        var reader = new Utf8JsonReader(_body.Span, DialectJson.ReaderOptions);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var index = RepeatedNames.Find(ref reader);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            var isNull = reader.TokenType == JsonTokenType.Null;
            reader.Skip();
            if (index >= 0 && !isNull)
            {
                _stated[index] = new ByteRange(start, (int)reader.BytesConsumed - start);
            }
        }
    }

    /// <summary>Gets or sets the answer's id.</summary>
    public string? Id { get; set; }

    public string? Model { get; set; }

    public DateTimeOffset? Created { get; set; }

    /// <summary>Writes the object.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="status">The status.</param>
    /// <param name="incomplete">Why the answer is incomplete, or null.</param>
    /// <param name="usage">The usage, or null.</param>
    /// <param name="writeOutput">Writes the elements of the output.</param>
    public void Write(Utf8JsonWriter writer, string status, string? incomplete, UsageDetails? usage, Action<Utf8JsonWriter> writeOutput)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, Id ?? DefaultId);
        writer.WriteString("object"u8, "response"u8);
        writer.WriteNumber("created_at"u8, Created?.ToUnixTimeSeconds() ?? 0);
        writer.WriteString("status"u8, status);
        writer.WriteNull("error"u8);
        if (incomplete is null)
        {
            writer.WriteNull("incomplete_details"u8);
        }
        else
        {
            writer.WriteStartObject("incomplete_details"u8);
            writer.WriteString("reason"u8, incomplete);
            writer.WriteEndObject();
        }

        writer.WriteString("model"u8, Model ?? _requestedModel);
        writer.WriteStartArray("output"u8);
        writeOutput(writer);
        writer.WriteEndArray();
        writer.WritePropertyName("usage"u8);
        if (usage is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            UsageCodec.Write(writer, usage);
        }

        WriteRepeated(writer);
        writer.WriteEndObject();
    }

    /// <summary>Writes a provider's own object with other output.</summary>
    public static void WriteOver(Utf8JsonWriter writer, JsonElement response, Action<Utf8JsonWriter> writeOutput)
    {
        writer.WriteStartObject();
        foreach (var property in response.EnumerateObject())
        {
            var name = JsonText.ReadName(property);
            if (name == "output")
            {
                writer.WriteStartArray("output"u8);
                writeOutput(writer);
                writer.WriteEndArray();
            }
            else if (name != "output_text")
            {
                writer.WritePropertyName(name);
                HubJson.TryWritePlain(writer, property.Value);
            }
        }

        writer.WriteEndObject();
    }

    private void WriteRepeated(Utf8JsonWriter writer)
    {
        for (var i = 0; i < Repeated.Length; i++)
        {
            var range = _stated[i];
            if (range.Length > 0)
            {
                writer.WritePropertyName(Repeated[i].Name);
                writer.WriteRawValue(_body.Span.Slice(range.Start, range.Length), skipInputValidation: true);
            }
            else if (Repeated[i].Default is { } value)
            {
                writer.WritePropertyName(Repeated[i].Name);
                writer.WriteRawValue(value, skipInputValidation: true);
            }
        }
    }
}
