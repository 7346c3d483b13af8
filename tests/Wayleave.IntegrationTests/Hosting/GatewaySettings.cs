using System.Globalization;
using Wayleave.IntegrationTests.Canaries;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Hosting;

/// <summary>The configuration of a plain gateway: one model at the scripted providers, two tenants, a key for each.</summary>
internal static class GatewaySettings
{
    /// <summary>The model, in the tier whose lane is the platform's.</summary>
    public const string Model = "resale/gpt-5.4";

    public const string AcmeKey = "wl-acme-" + Canary.Text;
    public const string GlobexKey = "wl-globex-" + Canary.Text;
    public const string ExpiredKey = "wl-expired-" + Canary.Text;
    public const string RevokedKey = "wl-revoked-" + Canary.Text;
    public const string ProviderKey = "sk-provider-" + Canary.Text;

    public static Dictionary<string, string?> For(IReadOnlyList<ScriptedProvider> providers)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Wayleave:Models:0:Id"] = "gpt-5.4",
            ["Wayleave:Models:0:ContextWindow"] = "400000",
            ["Wayleave:Tenants:acme:Plan"] = "all",
            ["Wayleave:Tenants:globex:Plan"] = "cheap-only",
            ["Wayleave:Plans:all:Tiers:0"] = "resale",
            ["Wayleave:Plans:all:Tiers:1"] = "cheap",
            ["Wayleave:Plans:cheap-only:Tiers:0"] = "cheap",
        };
        for (var index = 0; index < providers.Count; index++)
        {
            var id = NameOf(index);
            settings[$"Wayleave:Providers:{id}:BaseAddress"] = providers[index].BaseAddress.ToString();
            settings[$"Wayleave:Providers:{id}:AllowPrivateNetwork"] = "true";
            settings[$"Wayleave:Credentials:{index}:Id"] = $"{id}-key";
            settings[$"Wayleave:Credentials:{index}:Provider"] = id;
            settings[$"Wayleave:Credentials:{index}:Secret"] = $"{ProviderKey}-{index}";
            settings[$"Wayleave:Models:0:Deployments:{index}:Provider"] = id;
        }

        Key(settings, 0, "acme", AcmeKey, tenant: "acme", user: "u-42");
        Key(settings, 1, "globex", GlobexKey, tenant: "globex", user: null);
        Key(settings, 2, "expired", ExpiredKey, tenant: "acme", user: null);
        Key(settings, 3, "revoked", RevokedKey, tenant: "acme", user: null);
        settings["Wayleave:VirtualKeys:2:ExpiresAt"] = DateTimeOffset.UnixEpoch.ToString("O", CultureInfo.InvariantCulture);
        settings["Wayleave:VirtualKeys:3:Revoked"] = "true";
        return settings;
    }

    /// <summary>Gets the id of a provider by its place in <see cref="GatewaySetup.Providers"/>.</summary>
    public static string NameOf(int index) => index == 0 ? "openai" : string.Create(CultureInfo.InvariantCulture, $"openai-{index + 1}");

    private static void Key(Dictionary<string, string?> settings, int index, string id, string secret, string tenant, string? user)
    {
        settings[$"Wayleave:VirtualKeys:{index}:Id"] = id;
        settings[$"Wayleave:VirtualKeys:{index}:Secret"] = secret;
        settings[$"Wayleave:VirtualKeys:{index}:Tenant"] = tenant;
        if (user is not null)
        {
            settings[$"Wayleave:VirtualKeys:{index}:User"] = user;
        }
    }
}
