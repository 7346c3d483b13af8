using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Wayleave.Dialects;

/// <summary>The error of a provider, from any of the shapes that servers of this dialect use.</summary>
/// <remarks>Known are <c>{"error":{...}}</c>, <c>{"error":"text"}</c>, <c>{"message":...}</c>, <c>{"detail":...}</c>, and each inside an array.</remarks>
internal sealed record ErrorBody
{
    /// <summary>The longest text that is kept, in bytes; what comes after says nothing more.</summary>
    public const int MaxText = 4096;

    public string? Message { get; init; }

    public string? Type { get; init; }

    public string? Code { get; init; }

    /// <summary>Gets a second code, which some servers nest or put beside the first: <c>innererror.code</c>, <c>status</c>.</summary>
    public string? Detail { get; init; }

    public string? Param { get; init; }

    /// <summary>Gets a value that tells whether a moderation's findings are attached.</summary>
    public bool IsFlagged { get; init; }

    /// <summary>Gets the error of a provider behind this one, which OpenRouter passes on as <c>metadata.raw</c>; null when there is none.</summary>
    public ErrorBody? Upstream { get; init; }

    public static ErrorBody Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return Read(JsonElement.Parse(body, DialectJson.DocumentOptions));
        }
        catch (JsonException)
        {
            // A proxy's page or a body that was cut short; its text is all there is.
            var text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, MaxText)]).Trim();
            return new ErrorBody { Message = text.Length == 0 || text[0] == '<' ? null : text };
        }
    }

    /// <summary>Reads the value of an <c>error</c> member, or a whole body.</summary>
    public static ErrorBody Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array when json.GetArrayLength() > 0 => Read(json[0]),
        JsonValueKind.String => new ErrorBody { Message = Cut(JsonText.Read(json)) },
        JsonValueKind.Object when JsonText.TryFind(json, "error"u8, out var error) && error.ValueKind is JsonValueKind.Object =>
            ReadObject(error),
        JsonValueKind.Object => ReadObject(json),
        _ => new ErrorBody(),
    };

    // Content never becomes text by accident.
    public override string ToString() => nameof(ErrorBody);

    private static ErrorBody ReadObject(JsonElement json)
    {
        string? inner = null;
        if (JsonText.TryFind(json, "innererror"u8, out var innerError) && innerError.ValueKind == JsonValueKind.Object)
        {
            inner = Text(innerError, "code"u8);
        }

        var hasMetadata = JsonText.TryFind(json, "metadata"u8, out var metadata) && metadata.ValueKind == JsonValueKind.Object;
        return new ErrorBody
        {
            Message = Text(json, "message"u8) ?? Text(json, "error"u8) ?? Text(json, "detail"u8),
            Type = Text(json, "type"u8),
            Code = Text(json, "code"u8),
            Detail = inner ?? Text(json, "status"u8),
            Param = Text(json, "param"u8),
            IsFlagged = hasMetadata && JsonText.TryFind(metadata, "flagged_input"u8, out _),
            Upstream = hasMetadata && Text(metadata, "raw"u8) is { } raw ? Parse(Encoding.UTF8.GetBytes(raw)) : null,
        };
    }

    private static string? Text(JsonElement json, ReadOnlySpan<byte> name)
    {
        if (!JsonText.TryFind(json, name, out var value))
        {
            return null;
        }

        return value.ValueKind switch
        {
            JsonValueKind.String => Cut(JsonText.Read(value)),
            JsonValueKind.Number or JsonValueKind.Array or JsonValueKind.Object => Cut(Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(value))),
            _ => null,
        };
    }

    private static string Cut(string text) => Encoding.UTF8.GetByteCount(text) <= MaxText ? text : CutBytes(text);

    private static string CutBytes(string text)
    {
        Span<byte> buffer = stackalloc byte[MaxText];
        Encoding.UTF8.GetEncoder().Convert(text, buffer, flush: false, out var used, out _, out _);
        return text[..used];
    }
}
