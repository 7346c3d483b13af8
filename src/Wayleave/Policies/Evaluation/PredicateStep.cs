using Wayleave.Policies.Terms;

namespace Wayleave.Policies.Evaluation;

/// <summary>A step of a predicate's program: a test pushes the bits of those that pass; <c>and</c>, <c>or</c> and <c>not</c> work on what was pushed.</summary>
/// <param name="Code">The operation. <c>and</c> and <c>or</c> take two.</param>
/// <param name="Slot">The field's column, or a tier's rank; -1 for <c>category=value</c>.</param>
/// <param name="Relation">How <c>cmp</c> compares.</param>
/// <param name="Number">What <c>cmp</c> compares with.</param>
/// <param name="Name">The name that the test asks for.</param>
internal readonly record struct PredicateStep(Op Code, int Slot = -1, Relation Relation = default, double Number = 0, string Name = "");
