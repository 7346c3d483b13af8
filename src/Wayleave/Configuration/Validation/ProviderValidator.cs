using System.Text.RegularExpressions;
using Wayleave.Dialects;

namespace Wayleave.Configuration.Validation;

/// <summary>Checks <c>Wayleave:Providers</c>.</summary>
internal static partial class ProviderValidator
{
    public static void Validate(WayleaveConfig config, IReadOnlyCollection<string> hostClients, ConfigProblems problems)
    {
        foreach (var (id, provider) in config.Providers)
        {
            var path = $"Providers:{id}";
            problems.Name(path, "provider", id);
            if (hostClients.Contains(id, StringComparer.OrdinalIgnoreCase))
            {
                problems.Error(path, $"AddChatClient or AddEmbeddingGenerator registered a client of the same name '{id}'. Rename one of them.");
            }

            if (provider.Preset is { } preset)
            {
                problems.OneOf($"{path}:Preset", "preset", preset, ProviderPresets.All.Select(static item => item.Name));
            }

            problems.OneOf($"{path}:Dialect", "dialect", provider.Dialect, DialectName.All);
            problems.Range($"{path}:MaxResponseBytes", provider.MaxResponseBytes, 1024, 1024L * 1024 * 1024);
            if (provider.HttpVersion is not (null or "1.1" or "2.0"))
            {
                problems.Error($"{path}:HttpVersion", $"'{provider.HttpVersion}' is not an HTTP version that can be asked for. Valid: 1.1, 2.0, or nothing to negotiate.");
            }

            ValidateVersion(path, provider, problems);
            QuirkValidator.Validate($"{path}:Quirks", provider, problems);
            HeaderValidator.Validate($"{path}:Headers", provider.Headers, problems);
            problems.Range($"{path}:DiscoverEvery", provider.DiscoverEvery, TimeSpan.FromSeconds(10), TimeSpan.FromDays(1));
            if (provider.Discover && (provider.DeploymentPath == true || ProviderPresets.Find(provider.Preset)?.ListsNoDeployments == true))
            {
                problems.Error($"{path}:Discover", "Azure OpenAI lists the models that it sells, not the deployments that requests name. Remove the setting.");
            }

            ValidateAddress($"{path}:BaseAddress", provider, problems);
        }
    }

    private static void ValidateVersion(string path, ProviderConfig provider, ConfigProblems problems)
    {
        if (provider.DeploymentPath == true)
        {
            ValidateDeploymentPath(path, provider, problems);
            return;
        }

        if (provider.ApiVersion is not { } version || DialectRegistry.Find(provider.Dialect!) is not { } dialect || dialect.ApiVersions.Contains(version, StringComparer.Ordinal))
        {
            return;
        }

        problems.Error($"{path}:ApiVersion", dialect.ApiVersions.Count == 0
            ? $"'{version}' cannot be asked for: the dialect '{provider.Dialect}' has no versions. Remove the setting."
            : $"'{version}' is not a version of the dialect '{provider.Dialect}'. Valid: {string.Join(", ", dialect.ApiVersions)}, or nothing for {dialect.ApiVersions[0]}.");
    }

    private static void ValidateDeploymentPath(string path, ProviderConfig provider, ConfigProblems problems)
    {
        if (!provider.Dialect!.StartsWith("OpenAI", StringComparison.OrdinalIgnoreCase))
        {
            problems.Error($"{path}:DeploymentPath", $"the dialect '{provider.Dialect}' has no deployments in its path. Valid: {DialectName.OpenAIChat}, {DialectName.OpenAIResponses}.");
        }

        if (!DatedVersion().IsMatch(provider.ApiVersion ?? ""))
        {
            problems.Error($"{path}:ApiVersion", $"'{provider.ApiVersion}' is not a dated version, which DeploymentPath needs, such as '2024-10-21' or '2025-04-01-preview'.");
        }

        if (provider.BaseAddress is { IsAbsoluteUri: true } address && address.AbsolutePath.Contains("/openai", StringComparison.OrdinalIgnoreCase))
        {
            problems.Error($"{path}:BaseAddress", $"'{address}' goes on behind the resource's endpoint, which DeploymentPath does itself. Write the endpoint alone, such as 'https://name.openai.azure.com'; for an address that ends in '/openai/v1' take the preset 'AzureOpenAIv1'.");
        }
    }

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}(-preview)?$", RegexOptions.CultureInvariant)]
    private static partial Regex DatedVersion();

    private static void ValidateAddress(string path, ProviderConfig provider, ConfigProblems problems)
    {
        if (provider.BaseAddress is not { IsAbsoluteUri: true } address || address.Scheme is not ("http" or "https"))
        {
            problems.Error(path, $"'{provider.BaseAddress}' is not an absolute http or https address, such as 'https://api.openai.com/v1'.");
        }
        else if (address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            problems.Error(path, "the address must not hold a user, a query or a fragment; keys belong under Wayleave:Credentials.");
        }
        else if (address.Scheme == "http" && provider.AllowPrivateNetwork != true)
        {
            problems.Error(path, $"'{address}' would send keys in clear. Use https, or set AllowPrivateNetwork for a server of your own network.");
        }
    }
}
