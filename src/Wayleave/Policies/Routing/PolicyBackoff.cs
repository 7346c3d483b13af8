using Wayleave.Policies.Evaluation;
using Wayleave.Policies.Terms;

namespace Wayleave.Policies.Routing;

/// <summary>Reads how long a fail plan waits before the same candidate is tried again.</summary>
internal static class PolicyBackoff
{
    private const double Longest = 60_000;

    /// <summary>Gets the pause before a retry: <c>backoff_ms</c>, or the retry's place in it, the last one repeated; at most a minute.</summary>
    /// <param name="action">The action.</param>
    /// <param name="retry">The number of the retry, from 1.</param>
    public static TimeSpan Of(FailAction action, int retry)
    {
        var milliseconds = action.Record.Find("backoff_ms"u8) switch
        {
            { Kind: ParameterKind.Number } one => one.Number,
            { Kind: ParameterKind.List, Items: { Length: > 0 } list } => list[Math.Min(retry, list.Length) - 1].Number,
            _ => 0,
        };
        return TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, 0, Longest));
    }
}
