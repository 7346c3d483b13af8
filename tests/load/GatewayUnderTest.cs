namespace Wayleave.Load;

/// <summary>The router behind its endpoints with everything on that exists so far.</summary>
internal static class GatewayUnderTest
{
    /// <summary>What stands beside every figure.</summary>
    public const string WhatIsOn =
        "virtual key checked, alias, tier, entitlement, conversation affinity over two pooled accounts, failover and its clocks, "
        + "price, usage record to a sink, routing trace, telemetry with no listener. No policy is set. Rate limits, budgets and redaction do not exist yet. Logging is off.";

    /// <summary>The virtual key that the load presents.</summary>
    public const string Key = "wl-load-0123456789abcdef";

    public static void Run(LoadOptions options)
    {
        var builder = SubjectHost.CreateBuilder(options);
        builder.Configuration.AddInMemoryCollection(Settings(options.UpstreamAddress!));
        builder.Services.AddWayleave(builder.Configuration).AddVirtualKeys().AddUsageSink(static _ => new CountingSink());
        var app = builder.Build();
        app.MapWayleave();
        SubjectHost.Run(app);
    }

    private static Dictionary<string, string?> Settings(string upstream)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Wayleave:Providers:upstream:BaseAddress"] = $"{upstream}/v1",
            ["Wayleave:Providers:upstream:AllowPrivateNetwork"] = "true",
            ["Wayleave:Models:0:Id"] = "gpt-5.4",
            ["Wayleave:Models:0:Deployments:0:Provider"] = "upstream",
            ["Wayleave:Models:0:Price:Input"] = "1.25",
            ["Wayleave:Models:0:Price:CachedInput"] = "0.125",
            ["Wayleave:Models:0:Price:Output"] = "10",
            ["Wayleave:Tiers:cheap:Lane"] = "Pool",
            ["Wayleave:Tiers:cheap:Affinity"] = "Conversation",
            ["Wayleave:Aliases:fast"] = "cheap/gpt-5.4",
            ["Wayleave:Plans:standard:Tiers:0"] = "cheap",
            ["Wayleave:Plans:standard:Models:0"] = "gpt-5.4",
            ["Wayleave:Tenants:acme:Plan"] = "standard",
            ["Wayleave:VirtualKeys:0:Id"] = "load",
            ["Wayleave:VirtualKeys:0:Tenant"] = "acme",
            ["Wayleave:VirtualKeys:0:User"] = "u-42",
            ["Wayleave:VirtualKeys:0:Secret"] = Key,
        };
        for (var index = 0; index < 2; index++)
        {
            settings[$"Wayleave:Credentials:{index}:Id"] = $"account-{index}";
            settings[$"Wayleave:Credentials:{index}:Provider"] = "upstream";
            settings[$"Wayleave:Credentials:{index}:Lane"] = "Pool";
            settings[$"Wayleave:Credentials:{index}:Secret"] = $"sk-load-only-{index}";
        }

        return settings;
    }

    private sealed class CountingSink : IUsageSink
    {
        private long _count;

        public ValueTask WriteAsync(IReadOnlyList<UsageRecord> records, CancellationToken cancellationToken)
        {
            _count += records.Count;
            return ValueTask.CompletedTask;
        }
    }
}
