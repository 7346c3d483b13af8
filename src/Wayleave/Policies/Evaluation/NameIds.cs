namespace Wayleave.Policies.Evaluation;

/// <summary>Numbers for names, so that candidates are compared by numbers. Not thread-safe while names are added.</summary>
internal sealed class NameIds
{
    /// <summary>What a candidate without the attribute has.</summary>
    public const int Missing = -1;

    /// <summary>What stands for a name that no candidate has.</summary>
    public const int Unknown = -2;

    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);

    public int Add(string? name)
    {
        if (name is null)
        {
            return Missing;
        }

        if (!_ids.TryGetValue(name, out var id))
        {
            id = _ids.Count;
            _ids.Add(name, id);
        }

        return id;
    }

    public int Find(string name) => _ids.GetValueOrDefault(name, Unknown);
}
