using Microsoft.Extensions.Configuration;
using Wayleave.Configuration;

namespace Wayleave.Tests.Properties;

/// <summary>Gives random configurations what policies look at, attaches policies everywhere, and makes requests that bring some.</summary>
/// <param name="random">What chooses.</param>
/// <param name="measured">Whether scores may look at what the router measured, which every request changes.</param>
internal sealed class WorldPolicies(WorldGenerator random, bool measured = true)
{
    private const string NextCandidate = """["always",{"action":"next_candidate"}]""";

    /// <summary>Gets a configuration whose models have regions, flags, fields and families, and whose operator, plans and tenants demand something.</summary>
    public WayleaveConfig Next()
    {
        var config = random.Next();
        var furnished = config with { Models = [.. config.Models.Select(Furnish)] };
        return furnished with
        {
            Routing = furnished.Routing with { Policy = random.Chance(0.3) ? Attached() : null },
            Plans = furnished.Plans.ToDictionary(plan => plan.Key, plan => plan.Value with { Policy = random.Chance(0.3) ? Attached() : null }),
            Tenants = furnished.Tenants.ToDictionary(tenant => tenant.Key, tenant => tenant.Value with { Policy = random.Chance(0.3) ? Attached() : null }),
        };
    }

    /// <summary>Gets the same configuration without any policy.</summary>
    public static WayleaveConfig Without(WayleaveConfig config) => config with
    {
        Routing = config.Routing with { Policy = null },
        Plans = config.Plans.ToDictionary(plan => plan.Key, plan => plan.Value with { Policy = null }),
        Tenants = config.Tenants.ToDictionary(tenant => tenant.Key, tenant => tenant.Value with { Policy = null }),
    };

    /// <summary>Gets options that mostly bring a policy, for one model, a whole tier or a label.</summary>
    public RoutedChatOptions Options()
    {
        var options = WorldRouter.Options(random);
        options.ModelId = random.Number(3) switch
        {
            0 => $"{random.Pick("cheap", "resale", "byok", "own")}{random.Pick("/*", ":*", "")}",
            1 => random.Pick("my-label", options.ModelId!, options.ModelId!),
            _ => options.ModelId,
        };
        options.Policy = random.Chance(0.8) ? Policy(mayChoose: true) : null;
        options.Seed = random.Chance(0.3) ? random.Number(1000) : null;
        return options;
    }

    private ModelConfig Furnish(ModelConfig model) => model with
    {
        Family = random.Pick(null, "f0", "f1"),
        Capabilities = random.Pick<string[]>([], ["vision"], ["vision", "tools"]),
        // The first declares the field, or no policy could speak of it.
        Fields = model.Id == "m0" || random.Chance(0.7) ? new Dictionary<string, double> { ["bench"] = random.Number(4) } : new Dictionary<string, double>(),
        Deployments = [.. model.Deployments.Select(deployment => deployment with
        {
            Region = random.Pick(null, "eu", "us"), Flags = random.Pick<string[]>([], ["no_log"], ["no_log", "has_tee"]),
        })],
    };

    private IConfigurationSection Attached() =>
        new ConfigurationBuilder().AddInMemoryCollection([new("policy", Policy(mayChoose: false))]).Build().GetSection("policy");

    private string Policy(bool mayChoose)
    {
        var filter = Filter(2);
        if (random.Chance(0.4))
        {
            return filter;
        }

        var selector = random.Pick("""["argmax"]""", """["ordered"]""", """["sample",1.5]""", """["sample",0]""");
        selector = !mayChoose || random.Chance(0.6) ? selector : random.Pick(
            $"""["top_k",{1 + random.Number(3)},{selector}]""",
            """["chain",[{"provider":"p0","model":"f0"},{"provider":"p1","model":"f1"},{"provider":"p2","model":"m2"}]]""");
        return $"""["policy",{filter},{Scorer()},{selector},{random.Pick("""["id"]""", """["set_param","temperature",0.5]""")},{FailPlan()}]""";
    }

    private string Filter(int depth) => random.Number(depth > 0 ? 13 : 9) switch
    {
        0 => $"""["in","provider",["p{random.Number(4)}","p{random.Number(4)}"]]""",
        1 => $"""["nin","provider",["p{random.Number(4)}"]]""",
        2 => $"""["eq","region","{random.Pick("eu", "us")}"]""",
        3 => random.Pick("""["is","no_log"]""", """["is","has_tee"]"""),
        4 => $"""["cmp","price_out","{random.Pick("le", "gt")}",{random.Number(20)}]""",
        5 => $"""["cmp","bench","{random.Pick("ge", "lt")}",{random.Number(4)}]""",
        6 => $"""["eq","model","m{random.Number(4)}"]""",
        7 => $"""["family_eq","{random.Pick("f0", "f1", "m0")}"]""",
        8 => random.Pick("""["top"]""", """["has_cap","vision"]""", """["meets_req"]"""),
        9 => $"""["not",{Filter(depth - 1)}]""",
        10 => $"""["tier_eq","{random.Pick("cheap", "resale", "byok", "own")}"]""",
        11 => $"""["or",{Filter(depth - 1)},{Filter(depth - 1)}]""",
        _ => $"""["and",{Filter(depth - 1)},{Filter(depth - 1)}]""",
    };

    private string Scorer() => random.Pick(
        """["zero"]""",
        """["field","bench"]""",
        """["scale",-1,["field","price_out"]]""",
        !measured ? """["normalize",["field","context"]]""" : """["add",["field","success_rate"],["normalize",["field","tok_s"]],["neg",["normalize",["field","latency_ms"]]]]""");

    private string FailPlan() => random.Chance(0.5) ? NextCandidate :
        $$"""["override",{{NextCandidate}},"{{random.Pick("rate_limit", "server_error", "auth_error", "unknown")}}",{"action":"{{random.Pick("retry_same", "next_candidate", "next_provider_same_model", "disable_provider", "abort")}}","backoff_ms":0}]""";
}
