namespace Wayleave.Planning;

/// <summary>Why a candidate stands where it stands in a plan.</summary>
public enum RankReason
{
    /// <summary>The ranking policy put it there.</summary>
    Strategy,

    /// <summary>The conversation's hash picked it.</summary>
    Affinity,

    /// <summary>A failover had moved the conversation to it.</summary>
    Binding,

    /// <summary>The policy put it there; the highest of its scores stands first.</summary>
    Policy,

    /// <summary>Everything cools down, and it is the first that will be back.</summary>
    LeastBad,
}
