using System.Text.Json;

namespace Wayleave.Traces;

/// <summary>Writes an explanation as JSON: a trace, with what each candidate is expected to cost, and the refusal if there is one.</summary>
internal static class ExplanationJson
{
    public static void Write(Utf8JsonWriter json, RouteExplanation explanation)
    {
        json.WriteStartObject();
        WriteMembers(json, explanation);
        json.WriteEndObject();
    }

    /// <summary>Writes the members, for an object that has more of them.</summary>
    public static void WriteMembers(Utf8JsonWriter json, RouteExplanation explanation)
    {
        TraceJson.WriteMembers(json, explanation.Trace, explanation);
        json.WriteStartObject("estimated_usage"u8);
        json.WriteNumber("input"u8, explanation.EstimatedUsage.Input);
        json.WriteNumber("output"u8, explanation.EstimatedUsage.Output);
        json.WriteEndObject();
        WriteRefusal(json, explanation.Refusal);
    }

    /// <summary>Writes the refusal; null where there is none.</summary>
    public static void WriteRefusal(Utf8JsonWriter json, RouteException? refusal)
    {
        if (refusal is null)
        {
            json.WriteNull("refusal"u8);
            return;
        }

        json.WriteStartObject("refusal"u8);
        json.WriteString("code"u8, refusal.Code);
        json.WriteString("origin"u8, refusal.Origin.ToString());
        json.WriteString("message"u8, refusal.Message);
        TraceJson.WriteText(json, "param"u8, refusal.Param);
        json.WriteEndObject();
    }
}
