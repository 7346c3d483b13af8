using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>Between the hub's efforts, the names of <c>output_config.effort</c>, and thinking budgets.</summary>
/// <remarks>
/// <code>
/// effort       budget   read from a budget of
/// Low           1,024   up to 4,095
/// Medium        8,192   up to 12,287
/// High         16,384   up to 24,575
/// ExtraHigh    32,768   more
/// </code>
/// </remarks>
internal static class Efforts
{
    /// <summary>The smallest budget that the API takes.</summary>
    public const int LeastBudget = 1024;

    /// <summary>Reads the name of an effort; null for one that the hub does not know.</summary>
    public static ReasoningEffort? Parse(string name) => name switch
    {
        "low" => ReasoningEffort.Low,
        "medium" => ReasoningEffort.Medium,
        "high" => ReasoningEffort.High,
        "xhigh" or "max" => ReasoningEffort.ExtraHigh,
        _ => null,
    };

    public static string Spell(ReasoningEffort effort) => effort switch
    {
        ReasoningEffort.Low => "low",
        ReasoningEffort.High => "high",
        ReasoningEffort.ExtraHigh => "xhigh",
        _ => "medium",
    };

    public static ReasoningEffort OfBudget(int tokens) => tokens switch
    {
        < 4 * 1024 => ReasoningEffort.Low,
        < 12 * 1024 => ReasoningEffort.Medium,
        < 24 * 1024 => ReasoningEffort.High,
        _ => ReasoningEffort.ExtraHigh,
    };

    public static int ToBudget(ReasoningEffort effort) => effort switch
    {
        ReasoningEffort.Low => LeastBudget,
        ReasoningEffort.High => 16 * 1024,
        ReasoningEffort.ExtraHigh => 32 * 1024,
        _ => 8 * 1024,
    };
}
