using Wayleave.Planning;
using Wayleave.Policies.Evaluation;
using Wayleave.Snapshots;

namespace Wayleave.Policies.Routing;

/// <summary>Candidates in column form with what it takes to decide over them. Used by one request at a time; what does not change is filled once.</summary>
internal sealed class CandidateRows
{
    private readonly Candidate[] _candidates;
    private readonly int _latency;
    private readonly int _speed;
    private readonly int _success;
    private readonly int _breaker;

    public CandidateRows(RouterSnapshot snapshot, Candidate[] candidates)
    {
        var vocabulary = snapshot.Vocabulary;
        _candidates = candidates;
        _latency = vocabulary.SlotOf("latency_ms");
        _speed = vocabulary.SlotOf("tok_s");
        _success = vocabulary.SlotOf("success_rate");
        _breaker = vocabulary.SlotOf("breaker_open");
        Columns = new CandidateColumns(vocabulary);
        foreach (var candidate in candidates)
        {
            Add(snapshot, candidate);
        }
    }

    public CandidateColumns Columns { get; }

    public PolicyEvaluation Evaluation { get; } = new();

    /// <summary>Reads anew what is measured: it changes with every attempt.</summary>
    public void Refresh(long nowTicks)
    {
        for (var row = 0; row < _candidates.Length; row++)
        {
            var candidate = _candidates[row];
            var state = candidate.State;
            SetMeasured(row, _latency, state.LatencySeconds * 1000, double.PositiveInfinity);
            SetMeasured(row, _speed, state.TokensPerSecond, 0);
            SetMeasured(row, _success, state.SuccessRate, 1);
            Columns.SetFlag(row, _breaker, RoutePlanner.IsCoolingDown(candidate, nowTicks));
        }
    }

    private void SetMeasured(int row, int slot, double measured, double otherwise) =>
        Columns.SetNumber(row, slot, double.IsNaN(measured) ? otherwise : measured);

    private void Add(RouterSnapshot snapshot, Candidate candidate)
    {
        var deployment = candidate.Deployment;
        var entry = deployment.MenuId is { } id ? snapshot.Catalog[id] : null;
        var row = Columns.Add(deployment.Provider.Id, entry?.Family ?? entry?.Id ?? deployment.UpstreamModel, candidate.Tier);
        if (entry is not null)
        {
            Columns.AddCategory(row, RouterVocabulary.Model, entry.Id);
            SetNumber(row, "context", entry.ContextWindow);
            foreach (var capability in entry.Capabilities)
            {
                Columns.AddCapability(row, capability);
                foreach (var alias in CapabilityAliases.Of(capability))
                {
                    Columns.AddCapability(row, alias);
                }
            }

            foreach (var (name, value) in entry.Fields)
            {
                SetNumber(row, name, value);
            }
        }

        if (deployment.Region is { } region)
        {
            Columns.AddCategory(row, RouterVocabulary.Region, region);
        }

        SetNumber(row, "price_in", DollarsOf(deployment.Price?.Input));
        SetNumber(row, "price_out", DollarsOf(deployment.Price?.Output));
        foreach (var flag in deployment.Flags)
        {
            Columns.SetFlag(row, Columns.Vocabulary.SlotOf(flag), true);
        }
    }

    private void SetNumber(int row, string name, double? value)
    {
        if (value is { } number)
        {
            Columns.SetNumber(row, Columns.Vocabulary.SlotOf(name), number);
        }
    }

    // Nano-dollars per million tokens, as the snapshot has them, in dollars, as people write them.
    private static double? DollarsOf(long? nanoDollars) => nanoDollars / 1e9;
}
