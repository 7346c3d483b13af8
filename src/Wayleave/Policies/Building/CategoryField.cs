using Wayleave.Policies.Building;

namespace Wayleave.Policies;

/// <summary>A field whose values are words. Immutable and thread-safe.</summary>
public sealed class CategoryField
{
    private readonly string _name;

    internal CategoryField(string name) => _name = TermText.Quote(name);

    /// <summary>Holds where the field is a word.</summary>
    /// <param name="value">The word.</param>
    /// <returns>The condition <c>["eq", name, value]</c>.</returns>
    public PolicyPredicate Is(string value) => new(TermText.Of("eq", _name, TermText.Quote(value)));

    /// <summary>Holds where the field is one of some words; nowhere when there are none.</summary>
    /// <param name="values">The words.</param>
    /// <returns>The condition <c>["in", name, [values]]</c>.</returns>
    public PolicyPredicate In(params IEnumerable<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(TermText.Of("in", _name, TermText.Quote(values)));
    }

    /// <summary>Holds where the field is none of some words.</summary>
    /// <param name="values">The words.</param>
    /// <returns>The condition <c>["nin", name, [values]]</c>.</returns>
    public PolicyPredicate NotIn(params IEnumerable<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(TermText.Of("nin", _name, TermText.Quote(values)));
    }
}
