using Wayleave.Policies.Building;

namespace Wayleave.Policies;

/// <summary>A numeric field: compared with a number it is a condition, and by itself a score. Immutable and thread-safe.</summary>
public sealed class NumberField
{
    private readonly string _name;

    internal NumberField(string name) => _name = TermText.Quote(name);

    /// <summary>Uses the field as a score.</summary>
    /// <param name="field">The field.</param>
    public static implicit operator PolicyScore(NumberField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.ToPolicyScore();
    }

    /// <summary>Holds where the field is less than a number.</summary>
    /// <param name="field">The field.</param>
    /// <param name="bound">The number; finite.</param>
    /// <returns>The condition <c>["cmp", name, "lt", bound]</c>.</returns>
    public static PolicyPredicate operator <(NumberField field, double bound) => Compare(field, "lt", bound);

    /// <summary>Holds where the field is at most a number.</summary>
    /// <param name="field">The field.</param>
    /// <param name="bound">The number; finite.</param>
    /// <returns>The condition <c>["cmp", name, "le", bound]</c>.</returns>
    public static PolicyPredicate operator <=(NumberField field, double bound) => Compare(field, "le", bound);

    /// <summary>Holds where the field is more than a number.</summary>
    /// <param name="field">The field.</param>
    /// <param name="bound">The number; finite.</param>
    /// <returns>The condition <c>["cmp", name, "gt", bound]</c>.</returns>
    public static PolicyPredicate operator >(NumberField field, double bound) => Compare(field, "gt", bound);

    /// <summary>Holds where the field is at least a number.</summary>
    /// <param name="field">The field.</param>
    /// <param name="bound">The number; finite.</param>
    /// <returns>The condition <c>["cmp", name, "ge", bound]</c>.</returns>
    public static PolicyPredicate operator >=(NumberField field, double bound) => Compare(field, "ge", bound);

    /// <summary>Uses the field as a score.</summary>
    /// <returns>The score <c>["field", name]</c>.</returns>
    public PolicyScore ToPolicyScore() => new(TermText.Of("field", _name));

    private static PolicyPredicate Compare(NumberField field, string relation, double bound)
    {
        ArgumentNullException.ThrowIfNull(field);
        return new(TermText.Of("cmp", field._name, TermText.Quote(relation), TermText.Number(bound)));
    }
}
