using Wayleave.Policies.Terms;

namespace Wayleave.Policies.Evaluation;

/// <summary>A predicate in normal form, compiled to steps over columns, with the reason that it reports.</summary>
internal sealed class PredicateProgram
{
    private readonly List<PredicateStep> _steps = [];

    private PredicateProgram(Term predicate, PolicyVocabulary vocabulary)
    {
        Compile(predicate, vocabulary);
        Steps = [.. _steps];
        Reason = ReasonOf(predicate);
        IsRequest = predicate.Code == Op.MeetsReq;
    }

    public PredicateStep[] Steps { get; }

    /// <summary>Gets the reason of whoever fails; of a <see cref="IsRequest"/> one the part that is not met says it.</summary>
    public string Reason { get; }

    public bool IsRequest { get; }

    public static PredicateProgram Of(Term predicate, PolicyVocabulary vocabulary) => new(predicate, vocabulary);

    /// <summary>The clauses of a filter: an <c>and</c> reports its first failing child, so each child is a clause of its own.</summary>
    public static PredicateProgram[] ClausesOf(Term filter, PolicyVocabulary vocabulary)
    {
        Term[] terms = filter.Code == Op.And ? filter.Terms : [filter];
        var clauses = new PredicateProgram[terms.Length];
        for (var index = 0; index < terms.Length; index++)
        {
            clauses[index] = Of(terms[index], vocabulary);
        }

        return clauses;
    }

    private void Compile(Term term, PolicyVocabulary vocabulary)
    {
        for (var index = 0; index < term.Terms.Length; index++)
        {
            Compile(term.Terms[index], vocabulary);
            if (index > 0)
            {
                _steps.Add(new(term.Code));
            }
        }

        if (term.Code == Op.Not)
        {
            _steps.Add(new(Op.Not));
        }
        else if (term.Terms.Length == 0)
        {
            _steps.Add(Test(term, vocabulary));
        }
    }

    private static PredicateStep Test(Term term, PolicyVocabulary vocabulary) => term.Code switch
    {
        Op.Cmp => new(Op.Cmp, vocabulary.SlotOf(term.Parameters[0].String), RelationOf(term), term.Parameters[2].Number),
        Op.Is => new(Op.Is, vocabulary.SlotOf(term.Parameters[0].String), Name: term.Parameters[0].String),
        Op.MinTier => new(Op.MinTier, vocabulary.RankOf(term.Parameters[0].String)),
        Op.TierEq or Op.FamilyEq or Op.ProviderEq or Op.ServedByEq or Op.HasCap => new(term.Code, Name: term.Parameters[0].String),
        _ => new(term.Code),
    };

    private static Relation RelationOf(Term term) => Relations.TryParse(term.Parameters[1].Text, out var relation) ? relation : Relation.Eq;

    private static string ReasonOf(Term term) => term.Code switch
    {
        Op.Is => $"is:{term.Parameters[0].String}",
        Op.Cmp => $"cmp:{term.Parameters[0].String}:{term.Parameters[1].String}",
        Op.TierEq => "tier",
        Op.MinTier => "min_tier",
        Op.FamilyEq => "model_family",
        Op.ProviderEq => "provider_id",
        Op.ServedByEq => "served_by",
        Op.HasCap => $"missing_capability:{term.Parameters[0].String}",
        Op.ScopeMatches => "scope",
        _ => term.Operation.Name,
    };
}
