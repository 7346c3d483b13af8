using Wayleave.Configuration;

namespace Wayleave.Agents;

/// <summary>Makes agents what they are to routing: aliases, followed and authorised like any other.</summary>
internal static class AgentAliases
{
    /// <summary>Gets the configuration whose aliases hold the agents as well.</summary>
    public static WayleaveConfig Apply(WayleaveConfig config)
    {
        if (config.Agents.Count == 0)
        {
            return config;
        }

        var aliases = new Dictionary<string, string>(config.Aliases, StringComparer.OrdinalIgnoreCase);
        foreach (var (id, agent) in config.Agents)
        {
            aliases[AgentName.Of(id)] = agent.Normal;
            aliases[AgentName.Of(id, AgentName.Heavy)] = agent.Heavy ?? agent.Normal;
            aliases[AgentName.Of(id, AgentName.Max)] = agent.Max ?? agent.Heavy ?? agent.Normal;
        }

        return config with { Aliases = aliases };
    }

    /// <summary>Gets where in the configuration an alias was written.</summary>
    public static string PathOf(WayleaveConfig config, string alias)
    {
        foreach (var (id, agent) in config.Agents)
        {
            var property =
                Is(id, "") ? nameof(AgentConfig.Normal)
                : Is(id, AgentName.Heavy) ? (agent.Heavy is null ? nameof(AgentConfig.Normal) : nameof(AgentConfig.Heavy))
                : Is(id, AgentName.Max) ? (agent.Max is not null ? nameof(AgentConfig.Max) : agent.Heavy is not null ? nameof(AgentConfig.Heavy) : nameof(AgentConfig.Normal))
                : null;
            if (property is not null)
            {
                return $"Agents:{id}:{property}";
            }
        }

        return $"Aliases:{alias}";

        bool Is(string id, string suffix) => string.Equals(alias, AgentName.Of(id, suffix), StringComparison.OrdinalIgnoreCase);
    }
}
