using Wayleave.Policies.Terms;

namespace Wayleave.Policies.Evaluation;

/// <summary>The caller's own copy of a request, whose parameters transforms change.</summary>
internal interface ITransformTarget
{
    /// <summary>The value of a parameter, or <see langword="null"/> when it is missing or no number.</summary>
    double? NumberOf(string name);

    void Set(string name, double value);

    /// <summary>Sets a parameter to a number, a text or a flag.</summary>
    void Set(string name, ParameterValue value);

    void Remove(string name);

    /// <summary>Sets what content of a kind passes through before it is sent, and leaves the other kinds.</summary>
    /// <param name="kind"><c>text</c> or <c>image</c>.</param>
    /// <param name="recipe">The steps: names, and records of numbers.</param>
    /// <param name="seed">What random steps follow from, or <see langword="null"/> for none.</param>
    void SetFilter(string kind, ParameterValue recipe, double? seed);
}
