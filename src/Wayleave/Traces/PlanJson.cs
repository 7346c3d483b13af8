using System.Text.Json;
using Wayleave.Planning;

namespace Wayleave.Traces;

/// <summary>Writes a plan as JSON: who is tried in which order and why, who was dropped by which rule, and where it leads next.</summary>
internal static class PlanJson
{
    /// <param name="json">Where to.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="estimate">What tells the costs to expect of each candidate; null where nobody asked.</param>
    public static void Write(Utf8JsonWriter json, RoutePlan plan, RouteExplanation? estimate)
    {
        json.WriteStartObject();
        WriteMembers(json, plan, estimate);
        json.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter json, RoutePlan plan, RouteExplanation? estimate)
    {
        json.WriteString("route"u8, plan.Route);
        json.WriteString("tier"u8, plan.Tier);
        json.WriteString("lane"u8, plan.Lane.ToString());
        json.WriteBoolean("everything_cools_down"u8, plan.EverythingCoolsDown);
        json.WriteStartArray("candidates"u8);
        foreach (var ranked in plan.Candidates)
        {
            Write(json, ranked, estimate);
        }

        json.WriteEndArray();
        json.WriteStartArray("dropped"u8);
        foreach (var drop in plan.Dropped)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, drop.Id);
            json.WriteString("rule"u8, drop.Rule.ToString());
            TraceJson.WriteText(json, "detail"u8, drop.Detail);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (plan.Fallbacks.Count == 0)
        {
            return;
        }

        json.WriteStartArray("fallbacks"u8);
        foreach (var (cause, link) in plan.Fallbacks)
        {
            json.WriteStartObject();
            json.WriteString("cause"u8, cause.ToString());
            WriteMembers(json, link, estimate);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, in RankedCandidate ranked, RouteExplanation? estimate)
    {
        var (candidate, reason, score) = ranked;
        json.WriteStartObject();
        json.WriteString("deployment"u8, candidate.DeploymentId);
        json.WriteString("provider"u8, candidate.Provider);
        json.WriteString("model"u8, candidate.UpstreamModel);
        TraceJson.WriteText(json, "region"u8, candidate.Region);
        TraceJson.WriteText(json, "credential"u8, candidate.CredentialId);
        json.WriteString("lane"u8, candidate.Lane.ToString());
        json.WriteString("reason"u8, reason.ToString());

        // JSON has no word for what a policy may reach by dividing nothing by nothing.
        if (double.IsFinite(score))
        {
            json.WriteNumber("score"u8, score);
        }

        if (estimate is not null)
        {
            TraceJson.WriteCost(json, "estimated_cost"u8, estimate.EstimateCost(candidate));
        }

        json.WriteEndObject();
    }
}
