using Wayleave.Usage;

namespace Wayleave;

/// <summary>What would have changed: the requests one by one, and their sums.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class ReplayReport
{
    internal ReplayReport(IReadOnlyList<ReplayedRequest> requests)
    {
        Requests = requests;
        foreach (var request in requests)
        {
            Changed += request.IsChanged ? 1 : 0;
            NewlyRefused += request is { ChoiceBefore: not null, ChoiceAfter: null } ? 1 : 0;
            NewlyServed += request is { ChoiceBefore: null, ChoiceAfter: not null } ? 1 : 0;
            if (request is { CostBefore: { } before, CostAfter: { } after })
            {
                Compared++;
                CostBefore = CostCalculator.Add(CostBefore, before);
                CostAfter = CostCalculator.Add(CostAfter, after);
            }
        }
    }

    /// <summary>Gets the requests in the order in which they were given.</summary>
    public IReadOnlyList<ReplayedRequest> Requests { get; }

    /// <summary>Gets how many are changed.</summary>
    public int Changed { get; }

    /// <summary>Gets how many were planned and would be refused.</summary>
    public int NewlyRefused { get; }

    /// <summary>Gets how many were refused and would be planned.</summary>
    public int NewlyServed { get; }

    /// <summary>Gets how many were served and would be planned again, so that their costs can be compared; the sums are over these.</summary>
    public int Compared { get; }

    /// <summary>Gets the sum of their costs as they were first planned.</summary>
    public Cost CostBefore { get; } = Cost.Free;

    /// <summary>Gets the sum of their costs as they would be planned now.</summary>
    public Cost CostAfter { get; } = Cost.Free;
}
