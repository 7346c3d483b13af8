using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using TenantPolicies;
using Wayleave;
using Wayleave.Planning;
using Wayleave.Policies;
using Wayleave.Testing;

// Every vendor is played by one scripted provider in this process: real HTTP, and no account.
await using var provider = await ScriptedProvider.StartAsync();
var services = new ServiceCollection();
services.AddWayleave(Market.At(provider.BaseAddress));
await using var host = services.BuildServiceProvider();
var router = host.GetRequiredService<WayleaveRouter>();

TenantState[] tenants =
[
    new("free tier: a low floor, and the cheapest that passes") { QualityFloor = 0.5 },
    new("enterprise: approved providers only") { Approved = ["anthropic", "mistral"] },
    new("EU tenant: models in its region") { Region = "eu" },
    new("sensitive data: blocked providers, and nothing kept") { Blocked = ["openai"], IsSensitive = true },
    new("VIP account: a high floor, and the best") { QualityFloor = 0.55, PaysForTheBest = true },
    new("mixed estate: several rules of one tenant at once") { QualityFloor = 0.5, Blocked = ["openai"], IsSensitive = true, PaysForTheBest = true },
];

// One client and one model id for all of them: only the policy differs. Over HTTP it is the member policy_ir of the body.
foreach (var tenant in tenants)
{
    var options = new RoutedChatOptions { ModelId = "resale/*", Policy = tenant.ToPolicy(), NoLog = tenant.IsSensitive };
    Console.WriteLine($"""
        == {tenant.Name}
        term      {options.Policy}
        identity  {Policy.Parse(options.Policy!, router.PolicyVocabulary).Identity}
        """);

    // Before it ships: the dry run runs the stages of a real request, and says whom each clause would drop.
    ChatMessage[] messages = [new(ChatRole.User, "Summarise this contract.")];
    var plan = await router.PlanAsync(messages, options);
    Console.WriteLine($"dry run   {string.Join(", then ", plan.Candidates.Select(item => item.Candidate.UpstreamModel))}; "
        + $"without {string.Join(", ", plan.Dropped.Where(drop => drop.Rule == DropRule.Policy).Select(drop => $"{drop.Id} ({drop.Detail})"))}");

    // The request, and what its trace says afterwards: the policy by its fingerprint, and the clause that dropped each of the others.
    var answer = await router.GetResponseAsync(messages, options);
    Console.WriteLine(answer.GetRoutingTrace());
}
