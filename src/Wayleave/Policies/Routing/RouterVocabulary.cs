using Wayleave.Configuration;
using Wayleave.Configuration.Validation;
using Wayleave.Tiers;

namespace Wayleave.Policies.Routing;

/// <summary>What policies may speak of under a configuration: the core fields, the menu's own, and its tiers.</summary>
internal static class RouterVocabulary
{
    /// <summary>The category of a deployment's region.</summary>
    public const string Region = "region";

    /// <summary>The category of the menu's model ids.</summary>
    public const string Model = "model";

    /// <summary>Makes the vocabulary; names that cannot be declared are reported.</summary>
    public static PolicyVocabulary Of(WayleaveConfig config, ConfigProblems problems)
    {
        // A tier whose money the platform spends more freely ranks lower: pooled accounts, the official one, the tenant's own, one's own machines.
        var vocabulary = PolicyVocabulary.Core
            .WithTierOrder([.. TierPresets.For(config).OrderBy(static tier => tier.Value.Lane).ThenBy(static tier => tier.Key, StringComparer.OrdinalIgnoreCase).Select(static tier => tier.Key)])
            .With(new PolicyField(Region, PolicyFieldSort.Category, 0, "Deployments:Region"))
            .With(new PolicyField(Model, PolicyFieldSort.Category, 0, "Models:Id"));
        for (var index = 0; index < config.Models.Count; index++)
        {
            var model = config.Models[index];
            foreach (var name in model.Fields.Keys)
            {
                Declare(ref vocabulary, name, PolicyFieldSort.Number, "Models:Fields", $"Models:{index}:Fields:{name}", problems);
            }

            foreach (var name in model.Deployments.SelectMany(static deployment => deployment.Flags))
            {
                // An entry that is null in the file arrives as one.
                Declare(ref vocabulary, name ?? "", PolicyFieldSort.Flag, "Deployments:Flags", $"Models:{index}:Deployments:Flags", problems);
            }
        }

        return vocabulary;
    }

    private static void Declare(ref PolicyVocabulary vocabulary, string name, PolicyFieldSort sort, string source, string path, ConfigProblems problems)
    {
        var known = vocabulary.Find(name);
        var isOurs = PolicyVocabulary.Core.Find(name) is not null;
        if (known?.Sort == sort && (!isOurs || name is "has_tee" or "no_log"))
        {
            return;
        }

        if (known is not null || CandidateAttribute.Find(name) is not null)
        {
            problems.Error(path, $"'{name}' cannot be declared here: it is a field of another sort, or one that the router fills itself. Choose another name.");
        }
        else if (!ModelIdSegment.IsWellFormed(name) || name.Contains(PolicyVocabulary.CategorySeparator, StringComparison.Ordinal))
        {
            problems.Error(path, $"'{name}' cannot name a field: 1 to {ModelIdSegment.MaxLength} printable characters without spaces and '{PolicyVocabulary.CategorySeparator}'.");
        }
        else
        {
            // Fails closed: whoever says nothing has nothing.
            vocabulary = vocabulary.With(new PolicyField(name, sort, 0, source));
        }
    }
}
