using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>How the hub's effort becomes thinking, and how large the answer may be then.</summary>
/// <remarks>
/// The newer version of the API thinks as it sees fit and takes the effort's name. The older one takes a budget, which must be
/// smaller than <c>max_tokens</c>: a stated limit is never raised, so the budget shrinks to half of it, and thinking stays off
/// where not even the least budget fits, where the caller forces a tool, and where the history lacks the thoughts that the API
/// wants to see. Effort is a wish; a limit and a forced tool are not.
/// </remarks>
/// <param name="MaxTokens">The largest answer in tokens.</param>
/// <param name="Type">The kind of thinking; null says nothing about it.</param>
/// <param name="Budget">The budget, or null.</param>
/// <param name="Effort">The effort to name, or null.</param>
internal readonly record struct ThinkingPlan(int MaxTokens, string? Type, int? Budget, ReasoningEffort? Effort)
{
    // Where neither the caller nor the catalog knows better.
    private const int DefaultMaxTokens = 4096;

    /// <param name="request">The request.</param>
    /// <param name="isStated">Whether the caller's own body says it already.</param>
    /// <param name="lacksThought">Whether the history lacks the thoughts that the API wants to see.</param>
    public static ThinkingPlan Of(in ProviderRequest request, bool isStated, bool lacksThought)
    {
        var limit = request.Options.MaxOutputTokens ?? request.MaxOutputTokens;
        var silent = new ThinkingPlan(limit ?? DefaultMaxTokens, null, null, null);
        if (isStated || request.Options.Reasoning?.Effort is not { } effort)
        {
            return silent;
        }

        if (AnthropicVersion.IsAdaptive(request.ApiVersion))
        {
            return effort == ReasoningEffort.None ? silent : silent with { Type = "adaptive", Effort = effort };
        }

        if (effort == ReasoningEffort.None)
        {
            return silent with { Type = "disabled" };
        }

        var budget = Efforts.ToBudget(effort);
        if (limit <= Efforts.LeastBudget || lacksThought || request.Options.ToolMode is RequiredChatToolMode)
        {
            request.Drop("reasoning.effort");
            return silent;
        }

        return limit is { } most
            ? new ThinkingPlan(most, "enabled", Math.Clamp(most / 2, Efforts.LeastBudget, budget), null)
            : new ThinkingPlan(DefaultMaxTokens + budget, "enabled", budget, null);
    }
}
