using System.Globalization;
using Wayleave.IntegrationTests.Canaries;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Routing;

/// <summary>The configuration of a plain router: the model <c>m</c> at every provider, and <c>m1</c>, <c>m2</c>... at one provider each.</summary>
internal static class RoutingSettings
{
    /// <summary>The lanes' keys at the first provider are <c>pool-1</c>, <c>platform-1</c> and, of tenant acme, <c>acme-1</c>.</summary>
    private static readonly (string Name, Lane Lane)[] Keys = [("pool", Lane.Pool), ("platform", Lane.Platform), ("acme", Lane.Tenant)];

    public static Dictionary<string, string?> For(IReadOnlyList<ScriptedProvider> providers)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Tiers:cheap:Lane"] = "Pool",
            ["Tiers:cheap:Affinity"] = "Conversation",
            ["Tiers:resale:Lane"] = "Platform",
            ["Tiers:byok:Lane"] = "Tenant",
            ["Models:0:Id"] = "m",
            ["Models:0:Price:Input"] = "1",
            ["Models:0:Price:Output"] = "2",
        };
        for (var index = 0; index < providers.Count; index++)
        {
            var number = (index + 1).ToString(CultureInfo.InvariantCulture);
            settings[$"Providers:p{number}:BaseAddress"] = providers[index].BaseAddress.ToString();
            settings[$"Providers:p{number}:AllowPrivateNetwork"] = "true";
            settings[$"Providers:p{number}:TenantKeys"] = "true";
            settings[$"Providers:p{number}:ModelPrefixes:0"] = $"p{number}-";
            settings[$"Models:0:Deployments:{index}:Provider"] = $"p{number}";
            settings[$"Models:{number}:Id"] = $"m{number}";
            settings[$"Models:{number}:Deployments:0:Provider"] = $"p{number}";
            settings[$"Models:{number}:Price:Input"] = "1";
            settings[$"Models:{number}:Price:Output"] = "2";
            for (var key = 0; key < Keys.Length; key++)
            {
                var at = $"Credentials:{(index * Keys.Length) + key}";
                settings[$"{at}:Id"] = $"{Keys[key].Name}-{number}";
                settings[$"{at}:Provider"] = $"p{number}";
                settings[$"{at}:Lane"] = Keys[key].Lane.ToString();
                settings[$"{at}:Secret"] = SecretOf($"{Keys[key].Name}-{number}");
                settings[$"{at}:Tenant"] = Keys[key].Lane == Lane.Tenant ? "acme" : null;
            }
        }

        return settings;
    }

    /// <summary>Adds a credential; call it once per test and index above 50.</summary>
    public static void AddKey(Dictionary<string, string?> settings, int index, string id, string provider, Lane lane, string? tenant = null)
    {
        settings[$"Credentials:{index}:Id"] = id;
        settings[$"Credentials:{index}:Provider"] = provider;
        settings[$"Credentials:{index}:Lane"] = lane.ToString();
        settings[$"Credentials:{index}:Secret"] = SecretOf(id);
        settings[$"Credentials:{index}:Tenant"] = tenant;
    }

    public static string SecretOf(string credential) => $"sk-{credential}-{Canary.Text}";

    public static string HeaderOf(string credential) => $"Bearer {SecretOf(credential)}";
}
