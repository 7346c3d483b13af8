using System.Text.Json;

namespace Wayleave.Traces;

/// <summary>Writes an attempt as JSON: where it went, how it ended, what it took.</summary>
internal static class AttemptJson
{
    public static void Write(Utf8JsonWriter json, AttemptRecord attempt)
    {
        json.WriteStartObject();
        json.WriteNumber("number"u8, attempt.Number);
        json.WriteString("route"u8, attempt.Route);
        json.WriteString("deployment"u8, attempt.Deployment);
        json.WriteString("provider"u8, attempt.Provider);
        json.WriteString("model"u8, attempt.UpstreamModel);
        TraceJson.WriteText(json, "credential"u8, attempt.CredentialId);
        json.WriteString("lane"u8, attempt.Lane.ToString());
        json.WriteString("failure"u8, attempt.Failure.ToString());
        if (attempt.StatusCode is { } status)
        {
            json.WriteNumber("status"u8, status);
        }

        json.WriteNumber("duration_ms"u8, attempt.Duration.TotalMilliseconds);
        if (attempt.TimeToFirstContent is { } first)
        {
            json.WriteNumber("first_content_ms"u8, first.TotalMilliseconds);
        }

        json.WriteBoolean("committed"u8, attempt.Committed);
        json.WriteBoolean("served"u8, attempt.IsWinner);
        if (attempt.Usage is { } usage)
        {
            Write(json, usage);
        }

        TraceJson.WriteCost(json, attempt.Cost);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, in TokenUsage usage)
    {
        json.WriteStartObject("usage"u8);
        json.WriteNumber("input"u8, usage.Input);
        json.WriteNumber("output"u8, usage.Output);
        json.WriteNumber("cached_input"u8, usage.CachedInput);
        json.WriteNumber("cache_write"u8, usage.CacheWrite);
        json.WriteNumber("reasoning"u8, usage.Reasoning);
        json.WriteBoolean("estimated"u8, usage.IsEstimated);
        json.WriteEndObject();
    }
}
