using Wayleave.Dialects;

namespace Wayleave.Configuration.Validation;

/// <summary>Checks <c>Wayleave:Providers</c>.</summary>
internal static class ProviderValidator
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

            problems.OneOf($"{path}:Dialect", "dialect", provider.Dialect, DialectName.All);
            problems.Range($"{path}:MaxResponseBytes", provider.MaxResponseBytes, 1024, 1024L * 1024 * 1024);
            if (provider.HttpVersion is not (null or "1.1" or "2.0"))
            {
                problems.Error($"{path}:HttpVersion", $"'{provider.HttpVersion}' is not an HTTP version that can be asked for. Valid: 1.1, 2.0, or nothing to negotiate.");
            }

            ValidateVersion($"{path}:ApiVersion", provider, problems);
            if (provider.Discover)
            {
                problems.Warn($"{path}:Discover", "models are not discovered yet; any model name is passed on.");
            }

            ValidateAddress($"{path}:BaseAddress", provider, problems);
        }
    }

    private static void ValidateVersion(string path, ProviderConfig provider, ConfigProblems problems)
    {
        if (provider.ApiVersion is not { } version || DialectRegistry.Find(provider.Dialect) is not { } dialect || dialect.ApiVersions.Contains(version, StringComparer.Ordinal))
        {
            return;
        }

        problems.Error(path, dialect.ApiVersions.Count == 0
            ? $"'{version}' cannot be asked for: the dialect '{provider.Dialect}' has no versions. Remove the setting."
            : $"'{version}' is not a version of the dialect '{provider.Dialect}'. Valid: {string.Join(", ", dialect.ApiVersions)}, or nothing for {dialect.ApiVersions[0]}.");
    }

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
        else if (address.Scheme == "http" && !provider.AllowPrivateNetwork)
        {
            problems.Error(path, $"'{address}' would send keys in clear. Use https, or set AllowPrivateNetwork for a server of your own network.");
        }
    }
}
