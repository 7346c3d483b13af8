using Wayleave.Dialects;
using static Wayleave.Configuration.ProviderQuirk;

namespace Wayleave.Configuration;

/// <summary>The vendors that configuration knows by name. <c>docs/providers.md</c> shows the same, and where each quirk comes from.</summary>
internal static class ProviderPresets
{
    public static readonly IReadOnlyList<ProviderPreset> All =
    [
        new("OpenAI") { BaseAddress = "https://api.openai.com/v1", ModelPrefixes = ["gpt-", "chatgpt-", "o1", "o3", "o4"] },
        new("Anthropic") { Dialect = DialectName.AnthropicMessages, BaseAddress = "https://api.anthropic.com/v1", ModelPrefixes = ["claude-"] },
        new("Gemini") { Dialect = DialectName.Gemini, BaseAddress = "https://generativelanguage.googleapis.com/v1beta", ModelPrefixes = ["gemini-"] },
        new("ZAI")
        {
            BaseAddress = "https://api.z.ai/api/paas/v4",
            ModelPrefixes = ["glm-"],
            Quirks = [NoDeveloperRole, ReasoningContent, MaxTokens, NoN, NoParallelToolCalls, NoSeed, NoLogitBias, NoLogprobs, NoPenalties, NoTopK],
        },

        // The newest dated version that is generally available.
        new("AzureOpenAI") { Auth = AuthScheme.ApiKey, ListsNoDeployments = true, DeploymentPath = true, ApiVersion = "2024-10-21" },
        new("AzureOpenAIv1") { Auth = AuthScheme.ApiKey, ListsNoDeployments = true },
        new("OpenRouter") { BaseAddress = "https://openrouter.ai/api/v1" },
        new("Groq")
        {
            BaseAddress = "https://api.groq.com/openai/v1",
            Quirks = [NoMessageNames, Reasoning, NoN, NoLogitBias, NoLogprobs, NoTopK],
        },
        new("Mistral")
        {
            BaseAddress = "https://api.mistral.ai/v1",
            ModelPrefixes = ["mistral-", "ministral-", "magistral-", "codestral-", "devstral-", "pixtral-", "open-mistral-", "open-mixtral-"],
            Quirks = [NoDeveloperRole, NoMessageNames, NoReasoning, MaxTokens, NoStreamOptions, RandomSeed, NoLogitBias, NoLogprobs, NoTopK, NoHints],
        },
        new("DeepSeek")
        {
            BaseAddress = "https://api.deepseek.com/v1",
            ModelPrefixes = ["deepseek-"],
            Quirks = [NoDeveloperRole, ReasoningContent, MaxTokens, NoN, NoParallelToolCalls, NoSeed, NoLogitBias, NoTopK],
        },
        new("xAI")
        {
            BaseAddress = "https://api.x.ai/v1",
            ModelPrefixes = ["grok-"],
            Quirks = [ReasoningContent, NoLogitBias, NoPenalties, NoTopK],
        },
        new("vLLM") { Quirks = [NoDeveloperRole] },
        new("Ollama")
        {
            BaseAddress = "http://localhost:11434/v1",
            IsPrivate = true,
            Auth = AuthScheme.None,
            DiscoverFrom = ModelListSource.OllamaTags,
            Quirks = [NoDeveloperRole, Reasoning, MaxTokens, NoN, NoParallelToolCalls, NoLogitBias, NoTopK],
        },
    ];

    public static ProviderPreset? Find(string? name)
    {
        foreach (var preset in All)
        {
            if (preset.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return preset;
            }
        }

        return null;
    }

    /// <summary>Fills in, where nothing is written, what the preset says and after it what everybody gets.</summary>
    public static WayleaveConfig Fill(WayleaveConfig config)
    {
        var providers = new Dictionary<string, ProviderConfig>(config.Providers.Count, StringComparer.OrdinalIgnoreCase);
        foreach (var (id, written) in config.Providers)
        {
            // An Ollama that is written out is known by its id, as its tier is.
            providers[id] = Fill(written, Find(written.Preset) ?? new ProviderPreset("")
            {
                DiscoverFrom = id.Equals("ollama", StringComparison.OrdinalIgnoreCase) ? ModelListSource.OllamaTags : ModelListSource.Models,
            });
        }

        return config with { Providers = providers };
    }

    private static ProviderConfig Fill(ProviderConfig written, ProviderPreset preset)
    {
        var dialect = written.Dialect ?? preset.Dialect;

        var deploymentPath = written.DeploymentPath ?? preset.DeploymentPath;

        // Where another dialect is written than the preset's, as many of its quirks hold as that dialect knows.
        var known = DialectRegistry.Find(dialect)?.Quirks ?? default;
        return written with
        {
            Dialect = dialect,
            BaseAddress = written.BaseAddress ?? (preset.BaseAddress is { } address ? new Uri(address) : null),
            DeploymentPath = deploymentPath,
            ApiVersion = written.ApiVersion ?? (deploymentPath ? preset.ApiVersion : null),
            Auth = written.Auth ?? preset.Auth,
            ModelPrefixes = written.ModelPrefixes ?? preset.ModelPrefixes,
            Quirks = written.Quirks ?? [.. preset.Quirks.Where(quirk => known.Has(quirk))],
            DiscoverFrom = written.DiscoverFrom ?? preset.DiscoverFrom,
            AllowPrivateNetwork = written.AllowPrivateNetwork ?? (preset.IsPrivate && written.BaseAddress is null),
        };
    }
}
