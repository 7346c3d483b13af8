namespace Wayleave.Affinity;

/// <summary>What affinity did for a request.</summary>
public enum AffinityStatus
{
    /// <summary>The tier keeps no conversations together.</summary>
    Off,

    /// <summary>The request names no conversation and none could be derived, or its id is too long to be trusted.</summary>
    NoConversation,

    /// <summary>The conversation's hash chose among the healthy accounts.</summary>
    Hashed,

    /// <summary>A stored binding, left by an earlier failover, was followed.</summary>
    Bound,

    /// <summary>A stored binding exists and was not followed: its account cools down or is no candidate any more.</summary>
    BoundElsewhere,
}
