namespace Wayleave.Configuration;

/// <summary>How candidates are ranked. Selectable globally, per tier and per model; the most specific wins.</summary>
public enum RoutingStrategy
{
    /// <summary>In the order in which the deployments are written; accounts of a pool by weight.</summary>
    Ordered,

    /// <summary>By weight: a deployment's times its account's.</summary>
    Weighted,

    /// <summary>The cheapest first; an unknown price comes last.</summary>
    LowestCost,

    /// <summary>The shortest moving average of time to first content first; an unmeasured candidate is tried first.</summary>
    LowestLatency,

    /// <summary>The fewest requests in flight for its weight first.</summary>
    LeastBusy,

    /// <summary>Each in turn.</summary>
    RoundRobin,
}
