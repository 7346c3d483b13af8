using System.Text.Json;
using Wayleave.Planning;

namespace Wayleave.Traces;

/// <summary>Writes a routing trace as JSON: the decision as data, without content and without a secret.</summary>
internal static class TraceJson
{
    public static void Write(Utf8JsonWriter json, RoutingTrace trace)
    {
        json.WriteStartObject();
        WriteMembers(json, trace, estimate: null);
        json.WriteEndObject();
    }

    /// <summary>Writes the members, for an object that has more of them.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="trace">The trace.</param>
    /// <param name="estimate">What tells the costs to expect of each candidate; null where nobody asked.</param>
    public static void WriteMembers(Utf8JsonWriter json, RoutingTrace trace, RouteExplanation? estimate)
    {
        json.WriteString("id"u8, trace.Id);
        json.WriteString("requested_model"u8, trace.RequestedModel);
        json.WriteStartArray("aliases"u8);
        foreach (var alias in trace.Aliases)
        {
            json.WriteStringValue(alias);
        }

        json.WriteEndArray();
        json.WriteNumber("snapshot_revision"u8, trace.SnapshotRevision);
        json.WriteString("affinity"u8, trace.Affinity.ToString());
        json.WriteStartArray("policies"u8);
        foreach (var policy in trace.Policies)
        {
            json.WriteStartObject();
            json.WriteString("source"u8, policy.Source);
            json.WriteString("id"u8, policy.Id);
            json.WriteString("identity"u8, policy.Identity);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (trace.Record is { } record)
        {
            WriteEnd(json, record);
        }

        WriteText(json, "served_route"u8, trace.ServedRoute);
        WriteText(json, "served_deployment"u8, trace.Served?.DeploymentId);
        if (trace.Plan is { } plan)
        {
            json.WritePropertyName("plan"u8);
            PlanJson.Write(json, plan, estimate);
        }

        json.WriteStartArray("attempts"u8);
        foreach (var attempt in trace.Attempts)
        {
            AttemptJson.Write(json, attempt);
        }

        json.WriteEndArray();
        json.WriteStartArray("dropped_fields"u8);
        foreach (var field in trace.DroppedFields)
        {
            json.WriteStringValue(field);
        }

        json.WriteEndArray();
    }

    /// <summary>Writes a text where there is one.</summary>
    public static void WriteText(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    /// <summary>Writes a cost: its kind, and its known amount in US dollars, exact to the nano-dollar.</summary>
    public static void WriteCost(Utf8JsonWriter json, Cost cost) => WriteCost(json, "cost"u8, cost);

    /// <summary>Writes a cost under a name.</summary>
    public static void WriteCost(Utf8JsonWriter json, ReadOnlySpan<byte> name, Cost cost)
    {
        json.WriteStartObject(name);
        json.WriteString("kind"u8, cost.Kind.ToString());
        json.WriteNumber("usd"u8, cost.Amount.NanoDollars / 1_000_000_000m);
        json.WriteEndObject();
    }

    private static void WriteEnd(Utf8JsonWriter json, UsageRecord record)
    {
        json.WriteString("started_at"u8, record.Timestamp);
        json.WriteNumber("duration_ms"u8, record.Duration.TotalMilliseconds);
        json.WriteString("operation"u8, record.Operation.ToString());
        json.WriteBoolean("streaming"u8, record.IsStreaming);
        json.WriteString("outcome"u8, record.Outcome.ToString());
        WriteText(json, "error_code"u8, record.ErrorCode);
        WriteText(json, "tier"u8, record.Tier);
        WriteText(json, "lane"u8, record.Lane?.ToString());
        WriteCost(json, record.Cost);
        json.WriteStartObject("caller"u8);
        WriteText(json, "tenant"u8, record.Caller.Tenant);
        WriteText(json, "user"u8, record.Caller.User);
        WriteText(json, "app"u8, record.Caller.App);
        WriteText(json, "virtual_key"u8, record.Caller.VirtualKeyId);
        json.WriteEndObject();
    }
}
