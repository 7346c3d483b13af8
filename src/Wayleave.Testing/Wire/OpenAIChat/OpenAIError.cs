using System.Text.Json;

namespace Wayleave.Testing;

/// <summary>The error object of OpenAI's formats, which the faults are named after.</summary>
internal static class OpenAIError
{
    public static VendorError Of(ScriptedFault fault) => new(fault.StatusCode!.Value, WireJson.Body(json => Write(json, fault)));

    public static ReadOnlyMemory<byte> Event(ScriptedFault fault) => WireJson.Event(json => Write(json, fault));

    private static void Write(Utf8JsonWriter json, ScriptedFault fault)
    {
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteString("message", fault.Message);
        json.WriteString("type", fault.Type);
        json.WriteNull("param");
        json.WriteString("code", fault.Code);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
