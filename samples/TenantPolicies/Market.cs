using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace TenantPolicies;

/// <summary>The catalog: four models of three vendors in two regions. Prices and scores are made up for this sample.</summary>
internal static class Market
{
    private static readonly (string Id, string Provider, string Region, double Input, double Output, double Score, bool KeepsNothing)[] Models =
    [
        ("gpt-5.5", "openai", "us", 1.25, 10, 0.60, false),
        ("claude-sonnet-4-6", "anthropic", "us", 3, 15, 0.57, true),
        ("gemini-3.5-flash", "google", "eu", 0.3, 2.5, 0.50, true),
        ("gemini-3.5-nano", "google", "us", 0.05, 0.2, 0.31, false),
    ];

    public static IConfiguration At(Uri address)
    {
        var settings = new Dictionary<string, string?>();
        for (var index = 0; index < Models.Length; index++)
        {
            var (id, provider, region, input, output, score, keepsNothing) = Models[index];
            var model = $"Wayleave:Models:{index}";
            settings[$"{model}:Id"] = id;
            settings[$"{model}:Price:Input"] = input.ToString(CultureInfo.InvariantCulture);
            settings[$"{model}:Price:Output"] = output.ToString(CultureInfo.InvariantCulture);
            settings[$"{model}:Fields:bench_intelligence"] = score.ToString(CultureInfo.InvariantCulture);
            settings[$"{model}:Deployments:0:Provider"] = provider;
            settings[$"{model}:Deployments:0:Region"] = region;
            if (keepsNothing)
            {
                settings[$"{model}:Deployments:0:Flags:0"] = "no_log";
            }

            settings[$"Wayleave:Providers:{provider}:BaseAddress"] = address.ToString();
            settings[$"Wayleave:Providers:{provider}:AllowPrivateNetwork"] = "true";
            settings[$"Wayleave:Credentials:{provider}:Id"] = $"platform-{provider}";
            settings[$"Wayleave:Credentials:{provider}:Provider"] = provider;
            settings[$"Wayleave:Credentials:{provider}:Secret"] = "scripted-provider-needs-no-real-key";
        }

        return new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
    }
}
