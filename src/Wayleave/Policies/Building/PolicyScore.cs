using Wayleave.Policies.Building;

namespace Wayleave.Policies;

/// <summary>What candidates are ordered by, made from <see cref="Field"/> and numbers. Immutable and thread-safe.</summary>
public sealed class PolicyScore
{
    internal PolicyScore(string json) => Json = json;

    /// <summary>Gets the score as a term of the language, in JSON.</summary>
    public string Json { get; }

    /// <summary>Adds two scores.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    /// <returns>The score <c>["add", left, right]</c>.</returns>
    public static PolicyScore operator +(PolicyScore left, PolicyScore right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new(TermText.Of("add", left.Json, right.Json));
    }

    /// <summary>Weighs a score.</summary>
    /// <param name="weight">The weight; finite, and negative where less is better.</param>
    /// <param name="score">The score.</param>
    /// <returns>The score <c>["scale", weight, score]</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="weight"/> is not finite.</exception>
    public static PolicyScore operator *(double weight, PolicyScore score)
    {
        ArgumentNullException.ThrowIfNull(score);
        return new(TermText.Of("scale", TermText.Number(weight), score.Json));
    }

    /// <summary>Brings the scores of those that are left to the range from 0, the lowest, to 1, the highest.</summary>
    /// <returns>The score <c>["normalize", this]</c>.</returns>
    public PolicyScore Normalized() => new(TermText.Of("normalize", Json));

    /// <summary>Turns a score of 0 to 1 around: 1 minus the score.</summary>
    /// <returns>The score <c>["neg", this]</c>.</returns>
    public PolicyScore Inverted() => new(TermText.Of("neg", Json));

    /// <summary>Bounds a score.</summary>
    /// <param name="lowest">The lowest it may be; finite.</param>
    /// <param name="highest">The highest it may be; finite.</param>
    /// <returns>The score <c>["clamp", lowest, highest, this]</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not finite.</exception>
    public PolicyScore Clamped(double lowest, double highest) => new(TermText.Of("clamp", TermText.Number(lowest), TermText.Number(highest), Json));

    /// <summary>Gives the score to those that satisfy a condition, and 0 to all others.</summary>
    /// <param name="condition">The condition.</param>
    /// <returns>The score <c>["gate", condition, this]</c>.</returns>
    public PolicyScore Where(PolicyPredicate condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return new(TermText.Of("gate", condition.Json, Json));
    }

    /// <inheritdoc/>
    public override string ToString() => Json;
}
