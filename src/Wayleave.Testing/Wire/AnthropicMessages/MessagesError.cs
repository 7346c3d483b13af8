using System.Text.Json;

namespace Wayleave.Testing;

/// <summary>Anthropic's errors. Some things have no status of their own here, and are told by the message.</summary>
internal static class MessagesError
{
    public static VendorError Of(ScriptedFault fault)
    {
        var (status, type, message) = Spell(fault);
        return new VendorError(status, WireJson.Body(json =>
        {
            json.WriteStartObject();
            json.WriteString("type", "error");
            WriteMembers(json, type, message);
            json.WriteEndObject();
        }));
    }

    public static ReadOnlyMemory<byte> Event(ScriptedFault fault)
    {
        var (_, type, message) = Spell(fault);
        return WireJson.Event("error", json => WriteMembers(json, type, message));
    }

    private static void WriteMembers(Utf8JsonWriter json, string type, string message)
    {
        json.WriteStartObject("error");
        json.WriteString("type", type);
        json.WriteString("message", message);
        json.WriteEndObject();
    }

    private static (int Status, string Type, string Message) Spell(ScriptedFault fault)
    {
        const string Invalid = "invalid_request_error";
        var (status, type, message) = fault.Name switch
        {
            nameof(ScriptedFault.ContextWindow) => (400, Invalid, "prompt is too long: 208310 tokens > 200000 maximum"),
            nameof(ScriptedFault.ContentPolicy) => (400, Invalid, "Output blocked by content filtering policy"),
            nameof(ScriptedFault.Unprocessable) => (400, Invalid, fault.Message),
            nameof(ScriptedFault.InsufficientQuota) => (400, Invalid, "Your credit balance is too low to access the Anthropic API."),
            nameof(ScriptedFault.Authentication) => (401, "authentication_error", "invalid x-api-key"),
            nameof(ScriptedFault.PaymentRequired) => (402, "billing_error", fault.Message),
            nameof(ScriptedFault.Forbidden) => (403, "permission_error", fault.Message),
            nameof(ScriptedFault.NotFound) => (404, "not_found_error", fault.Message),
            nameof(ScriptedFault.PayloadTooLarge) => (413, "request_too_large", "Request exceeds the maximum size"),
            nameof(ScriptedFault.RateLimited) => (429, "rate_limit_error", fault.Message),
            nameof(ScriptedFault.GatewayTimeout) => (504, "timeout_error", fault.Message),
            nameof(ScriptedFault.Overloaded) => (529, "overloaded_error", "Overloaded"),
            _ => (fault.StatusCode!.Value, fault.StatusCode < 500 ? Invalid : "api_error", fault.Message),
        };
        return (status, type, fault.HasOwnMessage ? fault.Message : message);
    }
}
