namespace Wayleave.Policies.Terms;

/// <summary>The six sorts of terms. An argument of one of these sorts is a term of its own; every other argument is a parameter.</summary>
internal enum TermSort : byte
{
    Pred,
    Scorer,
    Selector,
    Xform,
    FailPlan,
    Policy,
}
