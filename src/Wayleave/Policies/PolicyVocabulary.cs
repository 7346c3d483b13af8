using System.Collections.Frozen;

namespace Wayleave.Policies;

/// <summary>What policies may speak of: the core fields, the fields that a host declares beside them, and the order of tiers.</summary>
/// <remarks>Immutable and safe for any number of threads. A term that names anything else is refused when it is admitted.</remarks>
public sealed class PolicyVocabulary
{
    /// <summary>Separates a category from its value in the name of the flag that stands for the pair.</summary>
    internal const char CategorySeparator = '=';

    private readonly FrozenDictionary<string, PolicyField> _fields;
    private readonly FrozenDictionary<string, int> _slots;
    private readonly FrozenDictionary<string, int> _ranks;
    private readonly FrozenDictionary<string, PolicyField>.AlternateLookup<ReadOnlySpan<char>> _fieldsBySpan;

    private PolicyVocabulary(IEnumerable<PolicyField> fields, IReadOnlyList<string> tierOrder)
    {
        Fields = [.. fields];
        TierOrder = tierOrder;
        _fields = Fields.ToFrozenDictionary(static field => field.Name, StringComparer.Ordinal);
        _slots = Fields.Index().ToFrozenDictionary(static field => field.Item.Name, static field => field.Index, StringComparer.Ordinal);
        _fieldsBySpan = _fields.GetAlternateLookup<ReadOnlySpan<char>>();
        _ranks = tierOrder.Index().ToFrozenDictionary(static tier => tier.Item, static tier => tier.Index + 1, StringComparer.Ordinal);
    }

    /// <summary>Gets the core vocabulary of the language. Its defaults fail closed: an unknown price is infinite.</summary>
    public static PolicyVocabulary Core { get; } = new(
        [
            new("price_in", PolicyFieldSort.Number, double.PositiveInfinity, "the candidate, else what was observed"),
            new("price_out", PolicyFieldSort.Number, double.PositiveInfinity, "the candidate, else what was observed"),
            new("latency_ms", PolicyFieldSort.Number, double.PositiveInfinity, "the candidate"),
            new("tok_s", PolicyFieldSort.Number, 0, "the candidate"),
            new("success_rate", PolicyFieldSort.Number, 1, "the candidate"),
            new("credits", PolicyFieldSort.Number, 0, "the provider's state"),
            new("context", PolicyFieldSort.Number, 0, "the candidate's capabilities"),
            new("has_tee", PolicyFieldSort.Flag, 0, "the candidate"),
            new("no_log", PolicyFieldSort.Flag, 0, "the candidate"),
            new("breaker_open", PolicyFieldSort.Flag, 0, "the provider's state"),
            new("disabled", PolicyFieldSort.Flag, 0, "the provider's state"),
        ],
        ["fallback", "marketplace", "partner"]);

    /// <summary>Gets the fields: the core ones, then the declared ones in the order of their declaration.</summary>
    public IReadOnlyList<PolicyField> Fields { get; }

    /// <summary>Gets the tiers, the lowest first.</summary>
    public IReadOnlyList<string> TierOrder { get; }

    /// <summary>Declares a further field.</summary>
    /// <param name="field">The field. Its name is not empty, has no <c>=</c>, and is not taken.</param>
    /// <returns>A vocabulary that has it as well.</returns>
    /// <exception cref="ArgumentException">The name is taken or malformed, or the default is not a number of the sort.</exception>
    public PolicyVocabulary With(PolicyField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentException.ThrowIfNullOrEmpty(field.Name, nameof(field));
        if (field.Name.Contains(CategorySeparator, StringComparison.Ordinal))
        {
            throw new ArgumentException($"The field '{field.Name}' cannot be declared: '{CategorySeparator}' separates a category from its value. Choose a name without it.", nameof(field));
        }

        if (_fields.ContainsKey(field.Name) || CandidateAttribute.Find(field.Name) is not null)
        {
            throw new ArgumentException($"The field '{field.Name}' cannot be declared: the name is taken. Choose another.", nameof(field));
        }

        if (double.IsNaN(field.Default) || (field.Sort == PolicyFieldSort.Flag && field.Default is not (0 or 1)))
        {
            throw new ArgumentException($"The field '{field.Name}' cannot be declared with the default '{field.Default}': a number must not be NaN, and a flag is 0 or 1.", nameof(field));
        }

        return new([.. Fields, field], TierOrder);
    }

    /// <summary>Replaces the order of tiers.</summary>
    /// <param name="tierOrder">The tiers, the lowest first, each once.</param>
    /// <returns>A vocabulary with that order.</returns>
    /// <exception cref="ArgumentException">A tier stands twice.</exception>
    public PolicyVocabulary WithTierOrder(params IReadOnlyList<string> tierOrder)
    {
        ArgumentNullException.ThrowIfNull(tierOrder);
        return tierOrder.Distinct(StringComparer.Ordinal).Count() == tierOrder.Count
            ? new(Fields, [.. tierOrder])
            : throw new ArgumentException($"The tier order '{string.Join(" < ", tierOrder)}' names a tier twice. Name each once, the lowest first.", nameof(tierOrder));
    }

    /// <summary>Finds a field of any sort.</summary>
    /// <param name="name">The name as terms write it; <c>category=value</c> is not one.</param>
    /// <returns>The field, or <see langword="null"/> when it is not declared.</returns>
    public PolicyField? Find(string name) => _fields.GetValueOrDefault(name);

    /// <summary>Tells whether a name can be asked with <c>is</c>: a flag, or <c>category=value</c> of a declared category.</summary>
    internal bool IsFlag(string name)
    {
        if (_fields.TryGetValue(name, out var field))
        {
            return field.Sort == PolicyFieldSort.Flag;
        }

        var separator = name.IndexOf(CategorySeparator, StringComparison.Ordinal);
        return separator > 0 && _fieldsBySpan.TryGetValue(name.AsSpan(0, separator), out var category) && category.Sort == PolicyFieldSort.Category;
    }

    /// <summary>A field's place in <see cref="Fields"/>, which is its column; -1 for what is no field.</summary>
    internal int SlotOf(string name) => _slots.GetValueOrDefault(name, -1);

    /// <summary>A tier's rank from 1; 0 for what is outside the order.</summary>
    internal int RankOf(string tier) => _ranks.GetValueOrDefault(tier);
}
