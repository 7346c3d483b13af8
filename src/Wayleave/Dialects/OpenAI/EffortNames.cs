using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAI;

/// <summary>The spelling of reasoning efforts.</summary>
internal static class EffortNames
{
    /// <summary>Reads an effort; null for one that the hub does not know, such as <c>minimal</c>.</summary>
    public static ReasoningEffort? Parse(string name) => name switch
    {
        "none" => ReasoningEffort.None,
        "low" => ReasoningEffort.Low,
        "medium" => ReasoningEffort.Medium,
        "high" => ReasoningEffort.High,
        "xhigh" => ReasoningEffort.ExtraHigh,
        _ => null,
    };

    public static string Spell(ReasoningEffort effort) => effort switch
    {
        ReasoningEffort.None => "none",
        ReasoningEffort.Low => "low",
        ReasoningEffort.High => "high",
        ReasoningEffort.ExtraHigh => "xhigh",
        _ => "medium",
    };
}
