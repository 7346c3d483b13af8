namespace Wayleave.Configuration.Validation;

/// <summary>Checks <c>Wayleave:Credentials</c>: each key belongs to one provider, one lane and, in the tenants' lane, one tenant.</summary>
internal static class CredentialValidator
{
    public static void Validate(WayleaveConfig config, ConfigProblems problems)
    {
        problems.Unique("Credentials", config.Credentials.Select(static credential => credential.Id));
        for (var index = 0; index < config.Credentials.Count; index++)
        {
            var credential = config.Credentials[index];
            var path = $"Credentials:{index}";
            problems.Name($"{path}:Id", "credential", credential.Id);
            problems.OneOf($"{path}:Provider", "provider", credential.Provider, config.Providers.Keys);
            problems.Weight($"{path}:Weight", credential.Weight);
            var provider = config.Providers.GetValueOrDefault(credential.Provider);
            if (provider?.Auth == AuthScheme.None)
            {
                problems.Error($"{path}:Provider", $"provider '{credential.Provider}' takes no key (Auth is None). Remove the credential or set Auth.");
            }

            ValidateOwner(path, credential, provider, config, problems);
        }
    }

    private static void ValidateOwner(string path, CredentialConfig credential, ProviderConfig? provider, WayleaveConfig config, ConfigProblems problems)
    {
        if (credential.Lane != Lane.Tenant)
        {
            if (credential.Tenant is not null)
            {
                problems.Error($"{path}:Tenant", $"a key of the lane {credential.Lane} belongs to the platform, not to tenant '{credential.Tenant}'. Remove Tenant, or set Lane to Tenant.");
            }

            return;
        }

        if (config.Tenants.Count > 0 || string.IsNullOrEmpty(credential.Tenant))
        {
            problems.OneOf($"{path}:Tenant", "tenant", credential.Tenant, config.Tenants.Keys);
        }

        if (provider is { TenantKeys: false })
        {
            problems.Error($"{path}:Provider", $"provider '{credential.Provider}' takes no keys of tenants. Set its TenantKeys to true, or use another lane.");
        }
    }
}
