namespace Wayleave.Tests.Configuration;

/// <summary>Configurations that several tests share.</summary>
internal static class Sections
{
    /// <summary>Two vendors and a local server; tenant acme has a key of openai, tenant globex none.</summary>
    public const string Menu = """
        {
          "Providers": {
            "openai":  { "BaseAddress": "https://api.openai.test/v1", "ModelPrefixes": [ "gpt-", "o3" ], "TenantKeys": true },
            "mistral": { "BaseAddress": "https://api.mistral.test/v1", "ModelPrefixes": [ "mistral-" ] },
            "local":   { "BaseAddress": "http://localhost:11434/v1", "Auth": "None", "AllowPrivateNetwork": true }
          },
          "Credentials": [
            { "Id": "pool-a", "Provider": "openai", "Lane": "Pool", "Secret": "sk-pool-a" },
            { "Id": "plat-o", "Provider": "openai", "Lane": "Platform", "Secret": "sk-plat-o" },
            { "Id": "plat-m", "Provider": "mistral", "Lane": "Platform", "Secret": "sk-plat-m" },
            { "Id": "acme-o", "Provider": "openai", "Lane": "Tenant", "Tenant": "acme", "Secret": "sk-acme" }
          ],
          "Models": [
            { "Id": "gpt-5.4", "Deployments": [ { "Provider": "openai" }, { "Provider": "openai", "Region": "eu" } ] },
            { "Id": "mixed", "Deployments": [ { "Provider": "mistral", "Model": "mistral-large" }, { "Provider": "openai", "Model": "gpt-mini" } ] },
            { "Id": "org/model:8b", "Deployments": [ { "Provider": "mistral", "Model": "model" } ] }
          ],
          "Tiers": {
            "cheap":  { "Lane": "Pool", "Models": [ "gpt-5.4" ], "Affinity": "Conversation" },
            "resale": { "Lane": "Platform" },
            "byok":   { "Lane": "Tenant" },
            "ollama": { "Lane": "SelfHosted", "Provider": "local" }
          },
          "Aliases": { "fast": "cheap/gpt-5.4", "big": "resale/mixed" },
          "Tenants": { "acme": { "Aliases": { "acme-fast": "byok/gpt-5.4" } }, "globex": { "Aliases": { "globex-fast": "resale/gpt-5.4" } } }
        }
        """;

    /// <summary>Gets <see cref="Menu"/> with one text replaced.</summary>
    public static string With(string old, string replacement)
    {
        Assert.Contains(old, Menu, StringComparison.Ordinal);
        return Menu.Replace(old, replacement, StringComparison.Ordinal);
    }
}
