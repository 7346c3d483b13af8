using System.Globalization;
using System.Text.Json;
using Wayleave.Providers;

namespace Wayleave.Dialects.Gemini;

/// <summary>A provider's error with its details, in the shape that all Google APIs share (<c>google.rpc.Status</c>), also inside an array.</summary>
internal sealed record GeminiError
{
    private readonly List<string> _reasons = new(1);

    private GeminiError(ErrorBody body) => Body = body;

    public ErrorBody Body { get; private set; }

    /// <summary>Gets the status by name, such as <c>RESOURCE_EXHAUSTED</c>; null when there is none.</summary>
    public string? Status => Body.Detail;

    /// <summary>Gets the reasons of <c>google.rpc.ErrorInfo</c>.</summary>
    public IReadOnlyList<string> Reasons => _reasons;

    /// <summary>Gets a value that tells whether an exhausted quota stays so for a day or more, or was never granted.</summary>
    public bool IsQuotaGone { get; private set; }

    /// <summary>Gets the delay of <c>google.rpc.RetryInfo</c>; null without one, and for a quota that such a delay does not bring back.</summary>
    public TimeSpan? RetryDelay => IsQuotaGone ? null : Delay;

    private TimeSpan? Delay { get; set; }

    public static GeminiError Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return Read(JsonElement.Parse(body, DialectJson.DocumentOptions));
        }
        catch (JsonException)
        {
            return new GeminiError(ErrorBody.Parse(body));
        }
    }

    /// <summary>An error where an answer was expected.</summary>
    public static ProviderException Inside(JsonElement json)
    {
        var error = Read(json);
        var category = GeminiErrorClassifier.Classify(null, error);
        return new ProviderException(category, "The provider sent an error inside an answer that claimed success.")
        {
            Error = error.ToProviderError(category, statusCode: 400),
            RetryAfter = error.RetryDelay,
        };
    }

    public ProviderError? ToProviderError(FailureCategory category, int statusCode) =>
        AnswerFault.ToProviderError(category, statusCode, Body with { Code = Status ?? Body.Code });

    // Content never becomes text by accident.
    public override string ToString() => nameof(GeminiError);

    private static GeminiError Read(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Array && json.GetArrayLength() > 0)
        {
            json = json[0];
        }

        var error = new GeminiError(ErrorBody.Read(json));
        if (json.ValueKind == JsonValueKind.Object && JsonText.TryFind(json, "error"u8, out var inner))
        {
            json = inner;
        }

        if (json.ValueKind == JsonValueKind.Object && JsonText.TryFind(json, "details"u8, out var details) && details.ValueKind == JsonValueKind.Array)
        {
            foreach (var detail in details.EnumerateArray())
            {
                if (detail.ValueKind == JsonValueKind.Object)
                {
                    error.ReadDetail(detail);
                }
            }
        }

        return error;
    }

    // The members tell the kinds apart, so that a missing @type does no harm.
    private void ReadDetail(JsonElement detail)
    {
        if (JsonText.Find(detail, "reason"u8) is { } reason)
        {
            _reasons.Add(reason);
        }

        if (JsonText.Find(detail, "retryDelay"u8) is { } delay
            && double.TryParse(delay.AsSpan().TrimEnd('s'), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && double.IsFinite(seconds))
        {
            Delay = RetryAfter.Clamp(seconds);
        }

        if (JsonText.TryFind(detail, "violations"u8, out var violations) && violations.ValueKind == JsonValueKind.Array)
        {
            foreach (var violation in violations.EnumerateArray())
            {
                IsQuotaGone |= violation.ValueKind == JsonValueKind.Object && IsGone(violation);
            }
        }

        if (JsonText.TryFind(detail, "fieldViolations"u8, out var fields) && fields.ValueKind == JsonValueKind.Array
            && fields.GetArrayLength() > 0 && fields[0].ValueKind == JsonValueKind.Object)
        {
            Body = Body with { Param = JsonText.Find(fields[0], "field"u8) };
        }
    }

    private static bool IsGone(JsonElement violation) =>
        JsonText.Find(violation, "quotaValue"u8) == "0"
        || (JsonText.Find(violation, "quotaId"u8) is { } id
            && (id.Contains("PerDay", StringComparison.Ordinal) || id.Contains("PerMonth", StringComparison.Ordinal)));
}
