using System.Text.Json;
using Wayleave.Planning;

namespace Wayleave.Traces;

/// <summary>Writes a replay as JSON: the sums, then each request with its two choices.</summary>
internal static class ReplayJson
{
    public static void Write(Utf8JsonWriter json, ReplayReport report)
    {
        json.WriteStartObject();
        json.WriteNumber("replayed"u8, report.Requests.Count);
        json.WriteNumber("changed"u8, report.Changed);
        json.WriteNumber("newly_refused"u8, report.NewlyRefused);
        json.WriteNumber("newly_served"u8, report.NewlyServed);
        json.WriteNumber("compared"u8, report.Compared);
        TraceJson.WriteCost(json, "cost_before"u8, report.CostBefore);
        TraceJson.WriteCost(json, "cost_after"u8, report.CostAfter);
        json.WriteStartArray("requests"u8);
        foreach (var request in report.Requests)
        {
            Write(json, request);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ReplayedRequest request)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, request.Before.Id);
        json.WriteString("requested_model"u8, request.Before.RequestedModel);
        json.WriteBoolean("changed"u8, request.IsChanged);
        Write(json, "before"u8, request.Before, request.ChoiceBefore, request.CostBefore);
        Write(json, "after"u8, request.After, request.ChoiceAfter, request.CostAfter);
        ExplanationJson.WriteRefusal(json, request.Refusal);
        if (request.IsChanged && request.After.Plan is { } plan)
        {
            json.WritePropertyName("plan"u8);
            PlanJson.Write(json, plan, estimate: null);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, RoutingTrace trace, Candidate? choice, Cost? cost)
    {
        if (choice is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("snapshot_revision"u8, trace.SnapshotRevision);
        json.WriteString("deployment"u8, choice.DeploymentId);
        json.WriteString("provider"u8, choice.Provider);
        TraceJson.WriteText(json, "credential"u8, choice.CredentialId);
        json.WriteString("lane"u8, choice.Lane.ToString());
        if (cost is { } known)
        {
            TraceJson.WriteCost(json, known);
        }

        json.WriteEndObject();
    }
}
