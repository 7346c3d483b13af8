using Wayleave.Policies.Terms;

namespace Wayleave.Policies.Evaluation;

/// <summary>A step of a scorer's program. <c>zero</c>, <c>lit</c> and <c>field</c> push a column, <c>add</c> adds the last to the one before, all others change the last.</summary>
/// <param name="Code">The operation.</param>
/// <param name="Slot">The field's column.</param>
/// <param name="A">A number, a weight, or the lower bound.</param>
/// <param name="B">The upper bound.</param>
/// <param name="Gate">Who keeps its score.</param>
internal readonly record struct ScoreStep(Op Code, int Slot = -1, double A = 0, double B = 0, PredicateProgram? Gate = null);
