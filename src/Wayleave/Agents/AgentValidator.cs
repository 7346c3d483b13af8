using Wayleave.Configuration;
using Wayleave.Configuration.Validation;

namespace Wayleave.Agents;

/// <summary>Checks <c>Wayleave:Agents</c>: names that nothing else has, and a model for usual work. What the models resolve to is checked with the aliases.</summary>
internal static class AgentValidator
{
    public static void Validate(WayleaveConfig config, ConfigProblems problems)
    {
        if (config.Agents.Count == 0)
        {
            return;
        }

        NotTaken("Tiers", TierPresets.For(config).Keys);
        NotTaken("Providers", config.Providers.Keys);
        foreach (var alias in config.Aliases.Keys)
        {
            if (AgentName.Canonical(alias) is { } name && config.Agents.Keys.Any(id => IsOf(id, name)))
            {
                problems.Error($"Aliases:{alias}", "the name belongs to an agent; rename the alias, or change the agent's models.");
            }
        }

        foreach (var (id, agent) in config.Agents)
        {
            problems.Name($"Agents:{id}", "agent", id);
            if (agent.Normal.Length == 0)
            {
                problems.Error($"Agents:{id}:Normal", "a model id or alias is required, such as 'cheap/gpt-5.4'.");
            }
        }

        void NotTaken(string section, IEnumerable<string> names)
        {
            if (names.Contains(AgentName.Head, StringComparer.OrdinalIgnoreCase))
            {
                problems.Error($"{section}:{AgentName.Head}", $"with agents configured, '{AgentName.Head}/...' names them; choose another name.");
            }
        }
    }

    private static bool IsOf(string id, string name) =>
        name.StartsWith(AgentName.Of(id), StringComparison.OrdinalIgnoreCase)
        && (name.Length == AgentName.Of(id).Length || name[AgentName.Of(id).Length] == ':');
}
