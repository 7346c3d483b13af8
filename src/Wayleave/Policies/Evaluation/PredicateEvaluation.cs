using Wayleave.Policies.Terms;

namespace Wayleave.Policies.Evaluation;

/// <summary>Runs programs of predicates over all rows at once. Its registers are kept for the next run. Not thread-safe.</summary>
internal sealed class PredicateEvaluation
{
    private readonly List<ulong[]> _registers = [];
    private CandidateColumns _columns = null!;
    private PolicyRequest _request;
    private int _words;

    /// <summary>Sets what is asked about.</summary>
    public void Begin(CandidateColumns columns, in PolicyRequest request)
    {
        _columns = columns;
        _request = request;
        _words = (columns.Count + 63) / 64;
    }

    /// <summary>The bits of the rows that pass, until the next call; bits behind the last row are without meaning.</summary>
    public Span<ulong> Run(PredicateProgram program)
    {
        var depth = 0;
        foreach (ref readonly var step in program.Steps.AsSpan())
        {
            switch (step.Code)
            {
                case Op.And:
                    depth--;
                    ColumnTests.And(Register(depth - 1), Register(depth));
                    break;
                case Op.Or:
                    depth--;
                    ColumnTests.Or(Register(depth - 1), Register(depth));
                    break;
                case Op.Not:
                    ColumnTests.Not(Register(depth - 1));
                    break;
                default:
                    Test(step, Register(depth), depth);
                    depth++;
                    break;
            }
        }

        return Register(0);
    }

    /// <summary>The bits of the rows that meet a part of <c>meets_req</c>.</summary>
    public Span<ulong> Run(Requirement requirement)
    {
        var bits = Register(0);
        Test(requirement, bits);
        return bits;
    }

    private void Test(in PredicateStep step, Span<ulong> bits, int depth)
    {
        switch (step.Code)
        {
            case Op.Top:
                bits.Fill(ulong.MaxValue);
                break;
            case Op.Bot:
                bits.Clear();
                break;
            case Op.Cmp:
                ColumnTests.Compare(_columns.NumbersOf(step.Slot), step.Relation, step.Number, bits);
                break;
            case Op.Is:
                Copy(step.Slot >= 0 ? _columns.FlagsOf(step.Slot) : _columns.FindCategory(step.Name), bits);
                break;
            case Op.HasCap:
                Copy(_columns.FindCapability(step.Name), bits);
                break;
            case Op.MinTier:
                ColumnTests.AreAtLeast(_columns.TierRanks, step.Slot, bits);
                break;
            case Op.TierEq:
                ColumnTests.AreEqual(_columns.Tiers, _columns.FindName(step.Name), bits);
                break;
            case Op.FamilyEq:
                ColumnTests.AreEqual(_columns.Families, _columns.FindName(step.Name), bits);
                break;
            case Op.ProviderEq:
                ColumnTests.AreEqual(_columns.Providers, _columns.FindName(step.Name), bits);
                break;
            case Op.ServedByEq:
                ColumnTests.AreEqual(_columns.Servers, _columns.FindName(step.Name), bits);
                break;
            case Op.ScopeMatches:
                TestScope(bits, depth);
                break;
            default:
                TestRequest(bits, depth);
                break;
        }
    }

    private void TestScope(Span<ulong> bits, int depth)
    {
        ColumnTests.AreEqual(_columns.Scopes, NameIds.Missing, bits);
        if (_request.Scope is { } scope)
        {
            var same = Register(depth + 1);
            ColumnTests.AreEqual(_columns.Scopes, _columns.FindName(scope), same);
            ColumnTests.Or(bits, same);
        }
    }

    private void TestRequest(Span<ulong> bits, int depth)
    {
        bits.Fill(ulong.MaxValue);
        for (var requirement = Requirement.Tools; requirement <= Requirement.MinTokensPerSecond; requirement++)
        {
            if (Requirements.IsAsked(requirement, _request))
            {
                var met = Register(depth + 1);
                Test(requirement, met);
                ColumnTests.And(bits, met);
            }
        }
    }

    private void Test(Requirement requirement, Span<ulong> bits)
    {
        var vocabulary = _columns.Vocabulary;
        switch (requirement)
        {
            case Requirement.MinContext:
                ColumnTests.Compare(_columns.NumbersOf(vocabulary.SlotOf("context")), Relation.Ge, _request.MinContext.GetValueOrDefault(), bits);
                break;
            case Requirement.MinTokensPerSecond:
                ColumnTests.Compare(_columns.NumbersOf(vocabulary.SlotOf("tok_s")), Relation.Ge, _request.MinTokensPerSecond.GetValueOrDefault(), bits);
                break;
            case Requirement.Family:
                ColumnTests.AreEqual(_columns.Families, _columns.FindName(_request.Family!), bits);
                break;
            case Requirement.Tier:
                ColumnTests.AreEqual(_columns.WrittenTiers, _columns.FindName(_request.Tier!), bits);
                break;
            case Requirement.TeeRequired:
                Copy(_columns.FlagsOf(vocabulary.SlotOf("has_tee")), bits);
                break;
            case Requirement.NoLog:
                Copy(_columns.FlagsOf(vocabulary.SlotOf("no_log")), bits);
                ColumnTests.Or(bits, _columns.FlagsOf(vocabulary.SlotOf("has_tee")).AsSpan(0, bits.Length));
                break;
            default:
                Copy(_columns.FindCapability(Requirements.CapabilityOf(requirement)), bits);
                break;
        }
    }

    private static void Copy(ulong[]? column, Span<ulong> bits)
    {
        if (column is null)
        {
            bits.Clear();
        }
        else
        {
            column.AsSpan(0, bits.Length).CopyTo(bits);
        }
    }

    private Span<ulong> Register(int index)
    {
        while (index >= _registers.Count)
        {
            _registers.Add([]);
        }

        if (_registers[index].Length < _words)
        {
            _registers[index] = new ulong[Math.Max(_words, 2 * _registers[index].Length)];
        }

        return _registers[index].AsSpan(0, _words);
    }
}
