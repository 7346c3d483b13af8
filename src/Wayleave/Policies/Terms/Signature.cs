using static Wayleave.Policies.Terms.ParameterSort;
using static Wayleave.Policies.Terms.TermSort;

namespace Wayleave.Policies.Terms;

/// <summary>The signature of sigma-pol/v2 as one table: 42 operations over six sorts.</summary>
internal static class Signature
{
    public static readonly Operation[] Operations =
    [
        new(Op.Top, "top", Pred),
        new(Op.Bot, "bot", Pred),
        new(Op.And, "and", Pred) { IsVariadic = true, IsCommutative = true, Unit = Op.Top, Absorbing = Op.Bot },
        new(Op.Or, "or", Pred) { IsVariadic = true, IsCommutative = true, Unit = Op.Bot, Absorbing = Op.Top },
        new(Op.Not, "not", Pred, Pred),
        new(Op.MeetsReq, "meets_req", Pred),
        new(Op.ScopeMatches, "scope_matches", Pred),
        new(Op.Is, "is", Pred, BoolField),
        new(Op.Cmp, "cmp", Pred, NumField, Rel, Num),
        new(Op.TierEq, "tier_eq", Pred, Tier),
        new(Op.MinTier, "min_tier", Pred, Tier),
        new(Op.FamilyEq, "family_eq", Pred, Name),
        new(Op.ProviderEq, "provider_eq", Pred, Name),
        new(Op.ServedByEq, "served_by_eq", Pred, Name),
        new(Op.HasCap, "has_cap", Pred, Name),

        new(Op.Zero, "zero", Scorer),
        new(Op.Add, "add", Scorer) { IsVariadic = true, IsCommutative = true, Unit = Op.Zero },
        new(Op.Scale, "scale", Scorer, Num, Scorer),
        new(Op.Gate, "gate", Scorer, Pred, Scorer),
        new(Op.Neg, "neg", Scorer, Scorer),
        new(Op.Normalize, "normalize", Scorer, Scorer),
        new(Op.Clamp, "clamp", Scorer, Num, Num, Scorer),
        new(Op.Field, "field", Scorer, NumField),
        new(Op.Lit, "lit", Scorer, Num),

        new(Op.Argmax, "argmax", Selector),
        new(Op.Ordered, "ordered", Selector),
        new(Op.Sample, "sample", Selector, Num),
        new(Op.Chain, "chain", Selector, ParameterSort.Chain),
        new(Op.TopK, "top_k", Selector, Count, Selector),

        new(Op.Id, "id", Xform),
        new(Op.Seq, "seq", Xform) { IsVariadic = true, Unit = Op.Id },
        new(Op.SetParam, "set_param", Xform, Name, Scalar),
        new(Op.InjectSeed, "inject_seed", Xform, Name),
        new(Op.ClampParam, "clamp_param", Xform, Name, Num, Num),
        new(Op.Jitter, "jitter", Xform, Name, Num),
        new(Op.FilterText, "filter_text", Xform, Recipe),
        new(Op.FilterImage, "filter_image", Xform, Recipe),
        new(Op.Custom, "custom", Xform, Name),
        new(Op.When, "when", Xform, Pred, Xform),

        new(Op.Always, "always", FailPlan, ParameterSort.Action),
        new(Op.Override, "override", FailPlan, FailPlan, Name, ParameterSort.Action),

        new(Op.Policy, "policy", TermSort.Policy, Pred, Scorer, Selector, Xform, FailPlan),
    ];

    private static readonly Operation[][] ByLength =
        [.. Enumerable.Range(0, 1 + Operations.Max(static row => row.Name.Length)).Select(static length => Operations.Where(row => row.Name.Length == length).ToArray())];

    private static readonly string[] Names = [.. Enum.GetValues<TermSort>().Select(static sort => string.Join(", ", Operations.Where(row => row.Sort == sort).Select(static row => $"'{row.Name}'")))];

    /// <summary>The row of an operation.</summary>
    public static Operation Of(Op code) => Operations[(int)code];

    /// <summary>The row of a written name, or <see langword="null"/>.</summary>
    public static Operation? Find(ReadOnlySpan<byte> name)
    {
        if (name.Length < ByLength.Length)
        {
            foreach (var row in ByLength[name.Length])
            {
                if (name.SequenceEqual(row.Utf8Name))
                {
                    return row;
                }
            }
        }

        return null;
    }

    /// <summary>The names of the operations that give a sort, for messages.</summary>
    public static string NamesOf(TermSort sort) => Names[(int)sort];
}
