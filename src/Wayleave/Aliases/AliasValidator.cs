using Wayleave.Configuration;
using Wayleave.Configuration.Validation;

namespace Wayleave.Aliases;

/// <summary>Refuses cycles and chains of aliases that are too long, as each tenant would follow them.</summary>
internal static class AliasValidator
{
    public static void Validate(WayleaveConfig config, ConfigProblems problems)
    {
        Walk("Aliases", config.Aliases, null, config.Aliases.Keys, problems);
        foreach (var (id, tenant) in config.Tenants)
        {
            if (tenant.Aliases.Count > 0)
            {
                var own = new Dictionary<string, string>(tenant.Aliases, StringComparer.OrdinalIgnoreCase);
                Walk($"Tenants:{id}:Aliases", config.Aliases, own, [.. own.Keys, .. config.Aliases.Keys], problems);
            }
        }
    }

    private static void Walk(
        string path, IReadOnlyDictionary<string, string> global, Dictionary<string, string>? own, IEnumerable<string> names, ConfigProblems problems)
    {
        foreach (var name in names)
        {
            var trail = new List<string> { name };
            var at = name;
            string? problem = null;

            // What the global aliases do on their own is told once, not again for each tenant.
            var isNew = own is null;
            while (problem is null && AliasResolver.TryStep(global, own, at, out var next))
            {
                isNew |= own is not null && own.ContainsKey(at);
                var isCycle = trail.Contains(next, StringComparer.OrdinalIgnoreCase);
                trail.Add(next);
                at = next;
                problem = isCycle ? $"the alias '{name}' leads back to itself: {string.Join(" -> ", trail)}."
                    : trail.Count > AliasResolver.MaxDepth + 1 ? $"the alias '{name}' leads through more than {AliasResolver.MaxDepth} others: {string.Join(" -> ", trail)}..."
                    : null;
            }

            if (problem is not null && isNew)
            {
                problems.Error(path, problem);
            }
        }
    }
}
