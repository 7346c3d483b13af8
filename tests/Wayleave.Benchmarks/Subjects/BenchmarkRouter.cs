using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Wayleave.Benchmarks;

/// <summary>A router with everything on: tenant, alias, plan, affinity, a usage sink, the trace, telemetry with no listener.</summary>
internal static class BenchmarkRouter
{
    /// <summary>The alias that the options name.</summary>
    private const string Alias = "fast";

    /// <summary>Makes a router in front of one client of the host.</summary>
    public static ServiceProvider InFrontOf(IChatClient deployment)
    {
        var settings = Settings();
        settings["Wayleave:Models:0:Deployments:0:Provider"] = "stub";
        return Build(settings, builder => builder.AddChatClient("stub", _ => deployment, Lane.Pool));
    }

    /// <summary>Makes a router in front of one generator of the host.</summary>
    public static ServiceProvider InFrontOf(IEmbeddingGenerator<string, Embedding<float>> deployment)
    {
        var settings = Settings();
        settings["Wayleave:Models:0:Kind"] = "Embedding";
        settings["Wayleave:Models:0:Deployments:0:Provider"] = "stub";
        return Build(settings, builder => builder.AddEmbeddingGenerator("stub", _ => deployment, Lane.Pool));
    }

    /// <summary>Makes a router that only plans: one deployment under as many pooled accounts as there shall be candidates.</summary>
    public static ServiceProvider WithCandidates(int count)
    {
        var settings = Settings();
        settings["Wayleave:Models:0:Deployments:0:Provider"] = "openai";
        settings["Wayleave:Providers:openai:BaseAddress"] = "https://api.openai.com/v1";
        for (var index = 0; index < count; index++)
        {
            settings[$"Wayleave:Credentials:{index}:Id"] = $"account-{index}";
            settings[$"Wayleave:Credentials:{index}:Provider"] = "openai";
            settings[$"Wayleave:Credentials:{index}:Lane"] = "Pool";
            settings[$"Wayleave:Credentials:{index}:Secret"] = "sk-benchmark-only";
        }

        return Build(settings, static _ => { });
    }

    /// <summary>Makes a router that only plans: as many models in one tier, each with one deployment and a price of its own.</summary>
    public static ServiceProvider WithModels(int count)
    {
        var settings = Settings();
        settings.Remove("Wayleave:Plans:standard:Models:0");
        settings["Wayleave:Aliases:fast"] = "spread/model-0";
        settings["Wayleave:Providers:openai:BaseAddress"] = "https://api.openai.com/v1";
        settings["Wayleave:Credentials:0:Id"] = "account";
        settings["Wayleave:Credentials:0:Provider"] = "openai";
        settings["Wayleave:Credentials:0:Lane"] = "Pool";
        settings["Wayleave:Credentials:0:Secret"] = "sk-benchmark-only";
        for (var index = 0; index < count; index++)
        {
            settings[$"Wayleave:Models:{index}:Id"] = $"model-{index}";
            settings[$"Wayleave:Models:{index}:Price:Input"] = "1";
            settings[$"Wayleave:Models:{index}:Price:Output"] = (30.0 * (index + 1) / count).ToString(System.Globalization.CultureInfo.InvariantCulture);
            settings[$"Wayleave:Models:{index}:Deployments:0:Provider"] = "openai";
        }

        return Build(settings, static _ => { });
    }

    /// <summary>Makes the options of a caller's request.</summary>
    /// <param name="affinity">Whether the tier keeps conversations together.</param>
    public static RoutedChatOptions Options(bool affinity = true) => new()
    {
        ModelId = affinity ? Alias : "spread/gpt-5.4",
        Tenant = "acme",
        User = "u-42",
        ConversationId = "thread-7",
        Temperature = 0.2f,
        MaxOutputTokens = 256,
    };

    private static Dictionary<string, string?> Settings() => new()
    {
        ["Wayleave:Models:0:Id"] = "gpt-5.4",
        ["Wayleave:Models:0:Price:Input"] = "1.25",
        ["Wayleave:Models:0:Price:Output"] = "10",
        ["Wayleave:Tiers:cheap:Lane"] = "Pool",
        ["Wayleave:Tiers:cheap:Affinity"] = "Conversation",
        ["Wayleave:Tiers:spread:Lane"] = "Pool",
        [$"Wayleave:Aliases:{Alias}"] = "cheap/gpt-5.4",
        ["Wayleave:Plans:standard:Tiers:0"] = "cheap",
        ["Wayleave:Plans:standard:Tiers:1"] = "spread",
        ["Wayleave:Plans:standard:Models:0"] = "gpt-5.4",
        ["Wayleave:Tenants:acme:Plan"] = "standard",
    };

    private static ServiceProvider Build(Dictionary<string, string?> settings, Action<IWayleaveBuilder> add)
    {
        var services = new ServiceCollection();
        services.AddMetrics();
        var builder = services.AddWayleave(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        builder.AddUsageSink(static _ => new NullUsageSink());
        add(builder);
        return services.BuildServiceProvider();
    }
}
