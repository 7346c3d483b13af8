using Wayleave.Configuration;
using Wayleave.Snapshots;

namespace Wayleave.Planning.Ranking;

/// <summary>Gives candidates their order: the lowest score stands first.</summary>
internal abstract class RankingPolicy
{
    /// <summary>Gets a value that tells whether the policy spreads load, so that a conversation's affinity may overrule it.</summary>
    public virtual bool SpreadsLoad => true;

    /// <summary>Scores a candidate; equal scores are told apart by weighted rendezvous.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="position">Its position in configuration order, from 0.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="dispatched">How many requests were dispatched over the route before.</param>
    public abstract double Score(Candidate candidate, int position, int count, long dispatched);

    /// <summary>Gets the ranking policy of a route. A whole tier in order is the order of the menu.</summary>
    public static RankingPolicy Of(RouteTarget target) =>
        target is { Members: not null, Strategy: RoutingStrategy.Ordered } ? MenuOrdered.Instance : Of(target.Strategy);

    public static RankingPolicy Of(RoutingStrategy strategy) => strategy switch
    {
        RoutingStrategy.Ordered => Ordered.Instance,
        RoutingStrategy.Weighted => Weighted.Instance,
        RoutingStrategy.LowestCost => LowestCost.Instance,
        RoutingStrategy.LowestLatency => LowestLatency.Instance,
        RoutingStrategy.LeastBusy => LeastBusy.Instance,
        RoutingStrategy.RoundRobin => RoundRobin.Instance,
        _ => throw new ArgumentOutOfRangeException(nameof(strategy), strategy, "Unknown ranking policy."),
    };

    private sealed class Ordered : RankingPolicy
    {
        public static readonly Ordered Instance = new();

        public override bool SpreadsLoad => false;

        public override double Score(Candidate candidate, int position, int count, long dispatched) => candidate.Deployment.Order;
    }

    private sealed class MenuOrdered : RankingPolicy
    {
        public static readonly MenuOrdered Instance = new();

        public override bool SpreadsLoad => false;

        public override double Score(Candidate candidate, int position, int count, long dispatched) => candidate.Deployment.MenuOrder;
    }

    private sealed class Weighted : RankingPolicy
    {
        public static readonly Weighted Instance = new();

        // All are equal, so the weighted rendezvous decides alone.
        public override double Score(Candidate candidate, int position, int count, long dispatched) => 0;
    }

    private sealed class LowestCost : RankingPolicy
    {
        public static readonly LowestCost Instance = new();

        public override bool SpreadsLoad => false;

        // Three parts of input to one of output is a usual chat; a price that is not known must not win.
        public override double Score(Candidate candidate, int position, int count, long dispatched) =>
            candidate.Deployment.Price is { Input: { } input, Output: { } output } ? ((3.0 * input) + output) / 4 : double.PositiveInfinity;
    }

    private sealed class LowestLatency : RankingPolicy
    {
        public static readonly LowestLatency Instance = new();

        public override double Score(Candidate candidate, int position, int count, long dispatched) =>
            candidate.State.LatencySeconds is var seconds && double.IsNaN(seconds) ? 0 : seconds;
    }

    private sealed class LeastBusy : RankingPolicy
    {
        public static readonly LeastBusy Instance = new();

        public override double Score(Candidate candidate, int position, int count, long dispatched) => candidate.State.InFlight / candidate.Weight;
    }

    private sealed class RoundRobin : RankingPolicy
    {
        public static readonly RoundRobin Instance = new();

        public override double Score(Candidate candidate, int position, int count, long dispatched) =>
            (position + count - (int)(dispatched % count)) % count;
    }
}
