using System.Text.Json;

namespace Wayleave.Telemetry;

/// <summary>The values of tags that stand for one of our enumerations, in the conventions' spelling: <c>rate_limited</c>.</summary>
internal static class TagValues
{
    private static readonly string[] Outcomes = SnakeCase<UsageOutcome>();
    private static readonly string[] Failures = SnakeCase<FailureCategory>();
    private static readonly string[] Lanes = SnakeCase<Lane>();

    /// <summary>Gets the conventions' name of an operation, which also begins the activity's name.</summary>
    public static string Of(UsageOperation operation) => operation switch
    {
        UsageOperation.CountTokens => TelemetryNames.Activities.CountTokens,
        UsageOperation.Embeddings => TelemetryNames.Activities.Embeddings,
        _ => TelemetryNames.Activities.Chat,
    };

    public static string Of(UsageOutcome outcome) => Outcomes[(int)outcome];

    public static string Of(FailureCategory failure) => Failures[(int)failure];

    public static string Of(Lane lane) => Lanes[(int)lane];

    private static string[] SnakeCase<T>()
        where T : struct, Enum => Array.ConvertAll(Enum.GetNames<T>(), JsonNamingPolicy.SnakeCaseLower.ConvertName);
}
