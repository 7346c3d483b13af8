namespace Wayleave.Policies.Evaluation;

/// <summary>A transform that the host registered under a symbol: terms name it, and never bring it.</summary>
/// <param name="target">The request to change.</param>
/// <param name="row">The candidate that will serve it.</param>
internal delegate void CustomTransform(ITransformTarget target, int row);
