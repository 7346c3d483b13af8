using System.Collections.Frozen;
using Wayleave.Dialects;
using Wayleave.Snapshots;
using Wayleave.Tiers;

namespace Wayleave.Discovery;

/// <summary>The models that one provider last said it offers. Immutable and thread-safe, but for the models' state.</summary>
internal sealed class ModelList
{
    private const string LatestTag = ":latest";
    private const string LatestSuffix = "-latest";
    private const int DateLength = 8;

    private readonly string _provider;
    private readonly Uri? _address;
    private readonly ModelListCodec? _codec;
    private readonly FrozenDictionary<string, ListedModel> _models;

    private ModelList(ProviderModel provider, FrozenDictionary<string, ListedModel> models) =>
        (_provider, _address, _codec, _models) = (provider.Id, provider.BaseAddress, provider.ModelList, models);

    public string Provider => _provider;

    public int Count => _models.Count;

    /// <summary>Gets the models, in no order.</summary>
    public IReadOnlyList<ListedModel> Models => _models.Values;

    /// <summary>Makes a list. Names that no model id could hold are left out; of names that differ in casing alone the first is kept.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="names">What it listed.</param>
    /// <param name="last">Its list before, whose models keep their state; null for none.</param>
    public static ModelList Of(ProviderModel provider, IReadOnlyList<string> names, ModelList? last)
    {
        var models = new Dictionary<string, ListedModel>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in names)
        {
            if (ModelIdSegment.IsWellFormed(name))
            {
                models.TryAdd(name, last?._models.GetValueOrDefault(name) is { } known && known.Name == name ? known : new ListedModel(name, new()));
            }
        }

        return new ModelList(provider, models.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Tells whether this is a list of that provider as it is configured: another address would offer other models.</summary>
    public bool IsOf(ProviderModel? provider) =>
        provider?.ModelList is { } codec && codec == _codec && provider.BaseAddress == _address
        && string.Equals(provider.Id, _provider, StringComparison.OrdinalIgnoreCase);

    /// <summary>Counts the models of this list that are not on another, null being an empty one.</summary>
    public int CountMissingFrom(ModelList? other)
    {
        var count = 0;
        foreach (var model in _models.Values)
        {
            count += other?._models.GetValueOrDefault(model.Name) is { } same && same.Name == model.Name ? 0 : 1;
        }

        return count;
    }

    /// <summary>Finds a model by its name, which may leave Ollama's tag <c>:latest</c> out; null when it is not on the list.</summary>
    public ListedModel? Find(string name) => _models.GetValueOrDefault(name) ?? _models.GetValueOrDefault(name + LatestTag);

    /// <summary>Tells whether a name that a deployment uses is on the list, be it as the undated name of a dated model, which vendors take and do not list.</summary>
    public bool Offers(string name)
    {
        if (Find(name) is not null)
        {
            return true;
        }

        var stem = name.EndsWith(LatestSuffix, StringComparison.OrdinalIgnoreCase) ? name[..^LatestSuffix.Length] : name;
        foreach (var model in _models.Values)
        {
            if (model.Name.Length == stem.Length + 1 + DateLength
                && model.Name.StartsWith(stem, StringComparison.OrdinalIgnoreCase)
                && model.Name[stem.Length] == '-'
                && !model.Name.AsSpan(stem.Length + 1).ContainsAnyExceptInRange('0', '9'))
            {
                return true;
            }
        }

        return false;
    }
}
