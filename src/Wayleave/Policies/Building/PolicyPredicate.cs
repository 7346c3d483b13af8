using Wayleave.Policies.Building;

namespace Wayleave.Policies;

/// <summary>A condition on candidates, made from <see cref="Field"/> and combined with <c>&amp;</c>, <c>|</c> and <c>!</c>. Immutable and thread-safe.</summary>
public sealed class PolicyPredicate
{
    internal PolicyPredicate(string json) => Json = json;

    /// <summary>Gets the condition as a term of the language, in JSON.</summary>
    public string Json { get; }

    /// <summary>Holds where both hold.</summary>
    /// <param name="left">The one, which is tried first.</param>
    /// <param name="right">The other.</param>
    /// <returns>The condition <c>["and", left, right]</c>.</returns>
    public static PolicyPredicate operator &(PolicyPredicate left, PolicyPredicate right) => Combine("and", left, right);

    /// <summary>Holds where one of the two holds.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    /// <returns>The condition <c>["or", left, right]</c>.</returns>
    public static PolicyPredicate operator |(PolicyPredicate left, PolicyPredicate right) => Combine("or", left, right);

    /// <summary>Holds where the condition does not.</summary>
    /// <param name="predicate">The condition.</param>
    /// <returns>The condition <c>["not", predicate]</c>.</returns>
    public static PolicyPredicate operator !(PolicyPredicate predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return new(TermText.Of("not", predicate.Json));
    }

    /// <inheritdoc/>
    public override string ToString() => Json;

    private static PolicyPredicate Combine(string operation, PolicyPredicate left, PolicyPredicate right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new(TermText.Of(operation, left.Json, right.Json));
    }
}
