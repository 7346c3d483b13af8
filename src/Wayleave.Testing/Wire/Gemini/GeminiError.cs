using System.Globalization;
using System.Text.Json;

namespace Wayleave.Testing;

/// <summary>Gemini's errors: the shape of all Google APIs, whose details tell more than the status.</summary>
/// <remarks>A prompt that the filter blocks is no error: it is answered with 200, a reason and no candidate.</remarks>
internal static class GeminiError
{
    private const string Types = "type.googleapis.com/google.rpc.";

    public static VendorError Of(ScriptedFault fault)
    {
        if (fault.Name == nameof(ScriptedFault.ContentPolicy))
        {
            return new VendorError(200, WireJson.Body(WriteBlocked));
        }

        var (status, name, message) = Spell(fault);
        return new VendorError(status, WireJson.Body(json => Write(json, fault, status, name, message)), fault.RetryDelay is null);
    }

    public static ReadOnlyMemory<byte> Event(ScriptedFault fault)
    {
        if (fault.Name == nameof(ScriptedFault.ContentPolicy))
        {
            return WireJson.Event(WriteBlocked);
        }

        var (status, name, message) = Spell(fault);
        return WireJson.Event(json => Write(json, fault, status, name, message));
    }

    private static void WriteBlocked(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartObject("promptFeedback");
        json.WriteString("blockReason", "PROHIBITED_CONTENT");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static (int Status, string Name, string Message) Spell(ScriptedFault fault)
    {
        const string Invalid = "INVALID_ARGUMENT";
        var (status, name, message) = fault.Name switch
        {
            nameof(ScriptedFault.ContextWindow) => (400, Invalid, "The input token count (1208310) exceeds the maximum number of tokens allowed (1048576)."),
            nameof(ScriptedFault.PayloadTooLarge) => (400, Invalid, "Request payload size exceeds the limit: 20971520 bytes."),
            nameof(ScriptedFault.Authentication) => (400, Invalid, "API key not valid. Please pass a valid API key."),
            nameof(ScriptedFault.PaymentRequired) => (403, "PERMISSION_DENIED", "This API method requires billing to be enabled."),
            nameof(ScriptedFault.InsufficientQuota) => (429, "RESOURCE_EXHAUSTED", "You exceeded your current quota, please check your plan and billing details."),
            nameof(ScriptedFault.RateLimited) => (429, "RESOURCE_EXHAUSTED", "Resource has been exhausted (e.g. check quota)."),
            nameof(ScriptedFault.Overloaded) => (503, "UNAVAILABLE", "The model is overloaded. Please try again later."),
            _ => (fault.StatusCode == 422 ? 400 : fault.StatusCode!.Value, NameOf(fault.StatusCode!.Value), fault.Message),
        };
        return (status, name, fault.HasOwnMessage ? fault.Message : message);
    }

    private static string NameOf(int status) => status switch
    {
        403 => "PERMISSION_DENIED",
        404 => "NOT_FOUND",
        500 => "INTERNAL",
        504 => "DEADLINE_EXCEEDED",
        >= 500 => "UNAVAILABLE",
        _ => "INVALID_ARGUMENT",
    };

    private static void Write(Utf8JsonWriter json, ScriptedFault fault, int status, string name, string message)
    {
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteNumber("code", status);
        json.WriteString("message", message);
        json.WriteString("status", name);
        json.WriteStartArray("details");
        WriteDetails(json, fault);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteDetails(Utf8JsonWriter json, ScriptedFault fault)
    {
        switch (fault.Name)
        {
            case nameof(ScriptedFault.Authentication):
                WriteReason(json, "API_KEY_INVALID");
                break;
            case nameof(ScriptedFault.PaymentRequired):
                WriteReason(json, "BILLING_DISABLED");
                break;
            case nameof(ScriptedFault.RateLimited):
                WriteQuota(json, "GenerateRequestsPerMinutePerProjectPerModel");
                break;
            case nameof(ScriptedFault.InsufficientQuota):
                WriteQuota(json, "GenerateRequestsPerDayPerProjectPerModel");
                break;
        }

        if (fault.RetryDelay is { } delay)
        {
            json.WriteStartObject();
            json.WriteString("@type", Types + "RetryInfo");
            json.WriteString("retryDelay", delay.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + "s");
            json.WriteEndObject();
        }
    }

    private static void WriteReason(Utf8JsonWriter json, string reason)
    {
        json.WriteStartObject();
        json.WriteString("@type", Types + "ErrorInfo");
        json.WriteString("reason", reason);
        json.WriteString("domain", "googleapis.com");
        json.WriteEndObject();
    }

    private static void WriteQuota(Utf8JsonWriter json, string quotaId)
    {
        json.WriteStartObject();
        json.WriteString("@type", Types + "QuotaFailure");
        json.WriteStartArray("violations");
        json.WriteStartObject();
        json.WriteString("quotaId", quotaId);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
