using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.Gemini;

/// <summary>How much a model thinks: models up to the second generation by a budget of tokens, later ones by a level.</summary>
/// <remarks>The numbers are those of Google's own OpenAI-compatible API: ai.google.dev/gemini-api/docs/openai.</remarks>
internal static class Thinking
{
    /// <summary>Tells whether a model thinks by levels; such models also want their tool calls signed.</summary>
    public static bool HasLevels(string model)
    {
        var (collection, name) = GeminiDialect.Split(model);
        return collection == "models"
            && !name.StartsWith("gemini-1", StringComparison.OrdinalIgnoreCase)
            && !name.StartsWith("gemini-2", StringComparison.OrdinalIgnoreCase)
            && name.StartsWith("gemini-", StringComparison.OrdinalIgnoreCase);
    }

    public static int BudgetOf(ReasoningEffort effort) => effort switch
    {
        ReasoningEffort.None => 0,
        ReasoningEffort.Low => 1024,
        ReasoningEffort.High or ReasoningEffort.ExtraHigh => 24576,
        _ => 8192,
    };

    // These models always think; the least is the nearest to not at all.
    public static string LevelOf(ReasoningEffort effort) => effort switch
    {
        ReasoningEffort.None => MinimalLevel,
        ReasoningEffort.Low => "low",
        ReasoningEffort.High or ReasoningEffort.ExtraHigh => "high",
        _ => "medium",
    };

    /// <summary>The level and budget for the effort <c>minimal</c>, which the hub does not know.</summary>
    public const string MinimalLevel = "minimal";

    public const int MinimalBudget = 1024;
}
