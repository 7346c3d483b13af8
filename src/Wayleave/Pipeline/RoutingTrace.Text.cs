using System.Globalization;
using System.Text;
using Wayleave.Planning;

namespace Wayleave;

public sealed partial class RoutingTrace
{
    /// <summary>Gets the trace as a few lines of text for a person: what was asked, the plan, the attempts.</summary>
    /// <returns>The text; no content of the request and no secret is in it.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"request   {Id} (configuration revision {SnapshotRevision})").AppendLine();
        text.Append(CultureInfo.InvariantCulture, $"requested {string.Join(" -> ", [RequestedModel, .. Aliases])}").AppendLine();
        foreach (var policy in Policies)
        {
            text.Append(CultureInfo.InvariantCulture, $"policy    {policy.Id} of the {policy.Source}").AppendLine();
        }

        if (Plan is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"plan      {Plan.Route} in the lane {Plan.Lane}{(Plan.EverythingCoolsDown ? ", everything cools down" : "")}, affinity {Affinity}").AppendLine();
            AppendPlan(text, Plan, "          ");
            foreach (var (cause, plan) in Plan.Fallbacks)
            {
                text.Append(CultureInfo.InvariantCulture, $"fallback  {plan.Route} on {cause}").AppendLine();
                AppendPlan(text, plan, "          ");
            }
        }

        foreach (var attempt in Attempts)
        {
            text.Append(CultureInfo.InvariantCulture, $"attempt {attempt.Number} {attempt.Deployment} ({attempt.CredentialId ?? "no key"}): {Outcome(attempt)} after {attempt.Duration.TotalMilliseconds:0.#} ms, cost {attempt.Cost}").AppendLine();
        }

        if (DroppedFields.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"dropped   {string.Join(", ", DroppedFields)}: unknown to a provider's dialect").AppendLine();
        }

        return text.ToString();
    }

    private static void AppendPlan(StringBuilder text, RoutePlan plan, string indent)
    {
        for (var index = 0; index < plan.Candidates.Count; index++)
        {
            var (candidate, reason, _) = plan.Candidates[index];
            text.Append(CultureInfo.InvariantCulture, $"{indent}{index + 1}. {candidate} by {reason}").AppendLine();
        }

        foreach (var drop in plan.Dropped)
        {
            text.Append(CultureInfo.InvariantCulture, $"{indent}-  {drop.Id} dropped by {drop.Rule}: {drop.Detail}").AppendLine();
        }
    }

    private static string Outcome(AttemptRecord attempt) =>
        attempt.IsWinner ? "served" : attempt.StatusCode is { } status ? $"{attempt.Failure}, status {status}" : attempt.Failure.ToString();
}
