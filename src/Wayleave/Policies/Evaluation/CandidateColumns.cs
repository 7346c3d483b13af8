using System.Diagnostics;

namespace Wayleave.Policies.Evaluation;

/// <summary>
/// Candidates as policies see them: a column of numbers for each numeric field, of bits for each flag, capability and category's value,
/// and of ids for each attribute. Rows stand in the router's own order.
/// </summary>
/// <remarks>
/// Filled once and read by any number of threads, or refilled for each request: <see cref="Clear"/> keeps what was allocated.
/// Lengths are multiples of 64, so that loops need no tail; what stands behind <see cref="Count"/> is without meaning.
/// </remarks>
internal sealed class CandidateColumns
{
    private const int RowsPerWord = 64;

    private readonly NameIds _names = new();
    private readonly Dictionary<long, string> _knownPairs = [];
    private readonly Dictionary<string, ulong[]> _capabilities = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ulong[]> _categories = new(StringComparer.Ordinal);
    private readonly double[][] _numbers;
    private readonly ulong[][] _flags;
    private readonly PolicyField[] _fields;
    private string[] _pairs = [];
    private int _capacity;

    public CandidateColumns(PolicyVocabulary vocabulary)
    {
        Vocabulary = vocabulary;
        _fields = [.. vocabulary.Fields];
        _numbers = new double[_fields.Length][];
        _flags = new ulong[_fields.Length][];
        for (var slot = 0; slot < _fields.Length; slot++)
        {
            _numbers[slot] = [];
            _flags[slot] = [];
        }
    }

    public PolicyVocabulary Vocabulary { get; }

    public int Count { get; private set; }

    public int[] Providers { get; private set; } = [];

    public int[] Families { get; private set; } = [];

    public int[] Servers { get; private set; } = [];

    /// <summary>Gets the tiers as written; <see cref="Tiers"/> has <c>fallback</c> for what is missing.</summary>
    public int[] WrittenTiers { get; private set; } = [];

    public int[] Tiers { get; private set; } = [];

    public int[] TierRanks { get; private set; } = [];

    public int[] Scopes { get; private set; } = [];

    /// <summary>Forgets the rows.</summary>
    public void Clear()
    {
        Count = 0;
        foreach (var bits in _capabilities.Values)
        {
            Array.Clear(bits);
        }

        foreach (var bits in _categories.Values)
        {
            Array.Clear(bits);
        }
    }

    /// <summary>Adds a candidate whose fields have their defaults.</summary>
    /// <returns>Its row.</returns>
    public int Add(string provider, string family, string? tier = null, string? servedBy = null, string? scope = null)
    {
        var row = Count;
        if (row == _capacity)
        {
            Grow();
        }

        Count = row + 1;
        Providers[row] = _names.Add(provider);
        Families[row] = _names.Add(family);
        Servers[row] = _names.Add(servedBy ?? provider);
        WrittenTiers[row] = _names.Add(tier);
        Tiers[row] = _names.Add(tier ?? "fallback");
        TierRanks[row] = Vocabulary.RankOf(tier ?? "fallback");
        Scopes[row] = _names.Add(scope);
        _pairs[row] = PairOf(Providers[row], Families[row], provider, family);
        for (var slot = 0; slot < _fields.Length; slot++)
        {
            if (_fields[slot].Sort == PolicyFieldSort.Number)
            {
                _numbers[slot][row] = _fields[slot].Default;
            }
            else if (_fields[slot].Sort == PolicyFieldSort.Flag)
            {
                SetBit(_flags[slot], row, _fields[slot].Default != 0);
            }
        }

        return row;
    }

    /// <summary>Sets a numeric field. NaN is not a number: leave it at its default.</summary>
    public void SetNumber(int row, int slot, double value)
    {
        Debug.Assert(!double.IsNaN(value), "Observations are numbers.");
        _numbers[slot][row] = value;
    }

    public void SetFlag(int row, int slot, bool value) => SetBit(_flags[slot], row, value);

    public void AddCapability(int row, string name) => SetBit(BitsOf(_capabilities, name), row, true);

    /// <summary>Gives a candidate a value of a categorical field; it may have several.</summary>
    public void AddCategory(int row, string field, string value) => SetBit(BitsOf(_categories, $"{field}{PolicyVocabulary.CategorySeparator}{value}"), row, true);

    public double[] NumbersOf(int slot) => _numbers[slot];

    public ulong[] FlagsOf(int slot) => _flags[slot];

    /// <summary>The bits of a capability, or <see langword="null"/> when nobody has it.</summary>
    public ulong[]? FindCapability(string name) => _capabilities.GetValueOrDefault(name);

    /// <summary>The bits of <c>category=value</c>, or <see langword="null"/> when nobody has it.</summary>
    public ulong[]? FindCategory(string name) => _categories.GetValueOrDefault(name);

    public int FindName(string name) => _names.Find(name);

    /// <summary>Provider and family together, as chains name them.</summary>
    public string PairOf(int row) => _pairs[row];

    private string PairOf(int providerId, int familyId, string provider, string family)
    {
        var key = ((long)providerId << 32) | (uint)familyId;
        if (!_knownPairs.TryGetValue(key, out var pair))
        {
            pair = $"{provider}|{family}";
            _knownPairs.Add(key, pair);
        }

        return pair;
    }

    private ulong[] BitsOf(Dictionary<string, ulong[]> all, string name)
    {
        if (!all.TryGetValue(name, out var bits))
        {
            bits = new ulong[_capacity / RowsPerWord];
            all.Add(name, bits);
        }

        return bits;
    }

    private static void SetBit(ulong[] bits, int row, bool value)
    {
        var bit = 1UL << (row % RowsPerWord);
        ref var word = ref bits[row / RowsPerWord];
        word = value ? word | bit : word & ~bit;
    }

    private void Grow()
    {
        _capacity = Math.Max(RowsPerWord, 2 * _capacity);
        Providers = Resized(Providers);
        Families = Resized(Families);
        Servers = Resized(Servers);
        WrittenTiers = Resized(WrittenTiers);
        Tiers = Resized(Tiers);
        TierRanks = Resized(TierRanks);
        Scopes = Resized(Scopes);
        Array.Resize(ref _pairs, _capacity);
        for (var slot = 0; slot < _fields.Length; slot++)
        {
            Array.Resize(ref _numbers[slot], _capacity);
            Array.Resize(ref _flags[slot], _capacity / RowsPerWord);
        }

        Grow(_capabilities);
        Grow(_categories);
    }

    private int[] Resized(int[] column)
    {
        Array.Resize(ref column, _capacity);
        return column;
    }

    private void Grow(Dictionary<string, ulong[]> all)
    {
        foreach (var name in all.Keys.ToArray())
        {
            var bits = all[name];
            Array.Resize(ref bits, _capacity / RowsPerWord);
            all[name] = bits;
        }
    }
}
