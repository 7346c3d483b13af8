using Wayleave.Dialects;

namespace Wayleave.Configuration.Validation;

/// <summary>Checks <c>Wayleave:Providers:{id}:Quirks</c>: each known to the dialect, none at odds with another.</summary>
internal static class QuirkValidator
{
    private static readonly ProviderQuirk[][] Exclusive =
    [
        [ProviderQuirk.Reasoning, ProviderQuirk.ReasoningContent, ProviderQuirk.NoReasoning],
        [ProviderQuirk.MaxTokens, ProviderQuirk.MaxCompletionTokens],
        [ProviderQuirk.NoSeed, ProviderQuirk.RandomSeed],
    ];

    public static void Validate(string path, ProviderConfig provider, ConfigProblems problems)
    {
        if (provider.Quirks is not { Count: > 0 } quirks || DialectRegistry.Find(provider.Dialect!) is not { } dialect)
        {
            return;
        }

        foreach (var quirk in quirks)
        {
            if (quirk == ProviderQuirk.None ? quirks.Count > 1 : !dialect.Quirks.Has(quirk))
            {
                problems.Error(path, quirk == ProviderQuirk.None
                    ? "'None' stands beside other quirks. Write it alone, or leave it out."
                    : $"'{quirk}' is no quirk of the dialect '{provider.Dialect}'. Valid: {string.Join(", ", Enum.GetValues<ProviderQuirk>().Where(dialect.Quirks.Has))}.");
            }
        }

        foreach (var group in Exclusive)
        {
            var stated = quirks.Where(group.Contains).Distinct().ToArray();
            if (stated.Length > 1)
            {
                problems.Error(path, $"{string.Join(" and ", stated.Select(static quirk => $"'{quirk}'"))} contradict each other. Keep one of them.");
            }
        }
    }
}
