using System.Text.Json;
using Wayleave.Configuration;

namespace Wayleave.Telemetry;

/// <summary>The values of tags that stand for one of our enumerations, in the conventions' spelling: <c>rate_limited</c>.</summary>
internal static class TagValues
{
    private static readonly string[] Outcomes = SnakeCase<UsageOutcome>();
    private static readonly string[] Failures = SnakeCase<FailureCategory>();
    private static readonly string[] Lanes = SnakeCase<Lane>();

    public static string Of(UsageOutcome outcome) => Outcomes[(int)outcome];

    public static string Of(FailureCategory failure) => Failures[(int)failure];

    public static string Of(Lane lane) => Lanes[(int)lane];

    /// <summary>Gets the conventions' name of an operation, which also begins the activity's name.</summary>
    public static string OperationOf(ModelKind kind) =>
        kind == ModelKind.Embedding ? TelemetryNames.Activities.Embeddings : TelemetryNames.Activities.Chat;

    private static string[] SnakeCase<T>()
        where T : struct, Enum => Array.ConvertAll(Enum.GetNames<T>(), JsonNamingPolicy.SnakeCaseLower.ConvertName);
}
