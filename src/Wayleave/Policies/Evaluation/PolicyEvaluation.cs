using System.Numerics;
using Wayleave.Policies.Terms;

namespace Wayleave.Policies.Evaluation;

/// <summary>
/// One decision of a policy over candidates: who is left in which order, with which scores, and who was rejected for which reason.
/// Keeps its buffers, so that in steady state a decision allocates nothing. Not thread-safe: each thread takes its own.
/// </summary>
internal sealed class PolicyEvaluation
{
    private readonly PredicateEvaluation _predicates = new();
    private readonly ScoreEvaluation _scoring;
    private readonly ScoreOrder _order = new();
    private readonly Sampling _sampling = new();
    private ulong[] _left = [];
    private ushort[] _reasons = [];
    private int[] _survivors = [];
    private int[] _places = [];
    private int[] _ordered = [];
    private double[] _scores = [];
    private CompiledPolicy? _policy;
    private int _rows;
    private int _orderedCount;
    private double? _seed;

    public PolicyEvaluation() => _scoring = new(_predicates);

    /// <summary>Gets the rows of those that are left, in the order in which they are to be tried.</summary>
    public ReadOnlySpan<int> Ordered => _ordered.AsSpan(0, _orderedCount);

    /// <summary>Gets the scores, parallel to <see cref="Ordered"/>.</summary>
    public ReadOnlySpan<double> Scores => _scores.AsSpan(0, _orderedCount);

    /// <summary>Gets the number of rows that the filter rejected. A selector may leave out more.</summary>
    public int RejectedCount { get; private set; }

    /// <summary>Decides. The results stay until the next call.</summary>
    /// <param name="policy">The policy, compiled for the same vocabulary as the columns.</param>
    /// <param name="columns">The candidates, in the router's own order.</param>
    /// <param name="request">What the request says.</param>
    public void Run(CompiledPolicy policy, CandidateColumns columns, in PolicyRequest request)
    {
        _policy = policy;
        _rows = columns.Count;
        _seed = request.Seed;
        Reserve();
        _predicates.Begin(columns, request);
        Filter(policy, request);
        var survivors = Survivors();
        RejectedCount = _rows - survivors.Length;
        var scores = _scoring.Run(policy.Scorer, columns, survivors);
        Select(policy.Selector, columns, survivors, scores, request.Seed.GetValueOrDefault());
    }

    /// <summary>Why the filter rejected a row, or <see langword="null"/> when it did not.</summary>
    public string? ReasonOf(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, _rows);
        return _reasons[row] == 0 ? null : _policy!.ReasonOf(_reasons[row]);
    }

    /// <summary>Changes a request for one of the candidates, as the policy of the last decision says.</summary>
    /// <param name="target">A copy of the request that may be changed.</param>
    /// <param name="row">The candidate.</param>
    public void Transform(ITransformTarget target, int row) => _policy!.Transform.Apply(target, row, _predicates, _seed);

    private void Filter(CompiledPolicy policy, in PolicyRequest request)
    {
        _reasons.AsSpan(0, _rows).Clear();
        var left = Left();
        left.Fill(ulong.MaxValue);
        if (_rows % 64 != 0)
        {
            left[^1] = (1UL << (_rows % 64)) - 1;
        }

        for (var clause = 0; clause < policy.Clauses.Length; clause++)
        {
            if (policy.Clauses[clause].IsRequest)
            {
                FilterByRequest(request, left);
            }
            else
            {
                Reject(left, _predicates.Run(policy.Clauses[clause]), CompiledPolicy.CodeOf(clause));
            }
        }
    }

    private void FilterByRequest(in PolicyRequest request, Span<ulong> left)
    {
        for (var requirement = Requirement.Tools; requirement <= Requirement.MinTokensPerSecond; requirement++)
        {
            if (Requirements.IsAsked(requirement, request))
            {
                Reject(left, _predicates.Run(requirement), CompiledPolicy.CodeOf(requirement));
            }
        }
    }

    private void Reject(Span<ulong> left, ReadOnlySpan<ulong> passed, ushort reason)
    {
        for (var word = 0; word < left.Length; word++)
        {
            for (var failed = left[word] & ~passed[word]; failed != 0; failed &= failed - 1)
            {
                _reasons[64 * word + BitOperations.TrailingZeroCount(failed)] = reason;
            }

            left[word] &= passed[word];
        }
    }

    private ReadOnlySpan<int> Survivors()
    {
        var count = 0;
        var left = Left();
        for (var word = 0; word < left.Length; word++)
        {
            for (var rest = left[word]; rest != 0; rest &= rest - 1)
            {
                _survivors[count++] = 64 * word + BitOperations.TrailingZeroCount(rest);
            }
        }

        return _survivors.AsSpan(0, count);
    }

    private void Select(SelectorProgram selector, CandidateColumns columns, ReadOnlySpan<int> survivors, ReadOnlySpan<double> scores, double seed)
    {
        if (selector.Code == Op.Chain)
        {
            SelectByChain(selector, columns, survivors);
            return;
        }

        var places = _places.AsSpan(0, survivors.Length);
        _orderedCount = Math.Min(selector.Limit, survivors.Length);
        if (selector.Code == Op.Ordered)
        {
            for (var place = 0; place < places.Length; place++)
            {
                places[place] = place;
            }
        }
        else
        {
            _order.Sort(scores, places);
            if (selector.Code == Op.Sample)
            {
                _sampling.Draw(places, _orderedCount, selector.Decay, seed);
            }
        }

        for (var index = 0; index < _orderedCount; index++)
        {
            _ordered[index] = survivors[places[index]];
            _scores[index] = scores[places[index]];
        }
    }

    // By the place in the chain; several candidates of one link keep their order. The score becomes the place, negated.
    private void SelectByChain(SelectorProgram selector, CandidateColumns columns, ReadOnlySpan<int> survivors)
    {
        var listed = 0;
        foreach (var row in survivors)
        {
            if (selector.Links.TryGetValue(columns.PairOf(row), out var place))
            {
                _survivors[listed] = row;
                _scores[listed] = -place;
                listed++;
            }
        }

        var places = _places.AsSpan(0, listed);
        _order.Sort(_scores.AsSpan(0, listed), places);
        _orderedCount = Math.Min(selector.Limit, listed);
        for (var index = 0; index < _orderedCount; index++)
        {
            _ordered[index] = _survivors[places[index]];
        }

        for (var index = 0; index < _orderedCount; index++)
        {
            _scores[index] = -selector.Links[columns.PairOf(_ordered[index])];
        }
    }

    private Span<ulong> Left() => _left.AsSpan(0, (_rows + 63) / 64);

    private void Reserve()
    {
        if (_reasons.Length < _rows)
        {
            var length = Math.Max(_rows, 2 * _reasons.Length);
            (_left, _reasons, _survivors) = (new ulong[(length + 63) / 64], new ushort[length], new int[length]);
            (_places, _ordered, _scores) = (new int[length], new int[length], new double[length]);
        }
    }
}
