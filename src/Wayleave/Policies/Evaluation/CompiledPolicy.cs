using System.Collections.Frozen;
using Wayleave.Policies.Terms;

namespace Wayleave.Policies.Evaluation;

/// <summary>A policy's normal form as flat programs over columns. Immutable and safe for any number of threads.</summary>
internal sealed class CompiledPolicy
{
    /// <summary>No transforms of a host's own.</summary>
    public static readonly IReadOnlyDictionary<string, CustomTransform> NoCustoms = FrozenDictionary<string, CustomTransform>.Empty;

    /// <param name="policy">The normal form, of the sort Policy.</param>
    /// <param name="vocabulary">The vocabulary that admitted it.</param>
    /// <param name="customs">The registered transforms, by symbol.</param>
    /// <exception cref="RouteException">A symbol is not registered.</exception>
    public CompiledPolicy(Term policy, PolicyVocabulary vocabulary, IReadOnlyDictionary<string, CustomTransform> customs)
    {
        Clauses = PredicateProgram.ClausesOf(policy.Terms[0], vocabulary);
        Scorer = new(policy.Terms[1], vocabulary);
        Selector = new(policy.Terms[2]);
        Transform = new(policy.Terms[3], vocabulary, customs);
        FailPlan = new(policy.Terms[4]);
    }

    /// <summary>Gets the filter: a candidate passes all, and the first that it fails is its reason.</summary>
    public PredicateProgram[] Clauses { get; }

    public ScoreProgram Scorer { get; }

    public SelectorProgram Selector { get; }

    public TransformProgram Transform { get; }

    public FailProgram FailPlan { get; }

    // 0 is nobody's reason; first the requirements, then the clauses. Admission bounds them to 4096, and an envelope adds as many.
    public static ushort CodeOf(Requirement requirement) => (ushort)(1 + requirement);

    public static ushort CodeOf(int clause) => (ushort)(1 + Requirements.Count + clause);

    /// <summary>The text of a reason.</summary>
    public string ReasonOf(ushort code) => code <= Requirements.Count ? Requirements.Reasons[code - 1] : Clauses[code - 1 - Requirements.Count].Reason;
}
