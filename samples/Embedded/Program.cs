using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Wayleave;
using Wayleave.Testing;
using Wayleave.Usage;

// A provider that is real HTTP and no account: its first answer says that one pooled key is rate limited.
await using var provider = await ScriptedProvider.StartAsync();
provider.Enqueue(ScriptedReply.Error(ScriptedFault.RateLimited));

var configuration = new ConfigurationBuilder()
    .AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["Wayleave:Providers:openai:BaseAddress"] = provider.BaseAddress.ToString(),
        ["Wayleave:Providers:openai:AllowPrivateNetwork"] = "true",
        ["Wayleave:Credentials:0:Id"] = "pool-1",
        ["Wayleave:Credentials:0:Provider"] = "openai",
        ["Wayleave:Credentials:0:Lane"] = "Pool",
        ["Wayleave:Credentials:0:Secret"] = "first-demo-key",
        ["Wayleave:Credentials:1:Id"] = "pool-2",
        ["Wayleave:Credentials:1:Provider"] = "openai",
        ["Wayleave:Credentials:1:Lane"] = "Pool",
        ["Wayleave:Credentials:1:Secret"] = "second-demo-key",
        ["Wayleave:Models:0:Id"] = "gpt-5.4",
        ["Wayleave:Models:0:Deployments:0:Provider"] = "openai",
        ["Wayleave:Models:0:Price:Input"] = "1.25",
        ["Wayleave:Models:0:Price:Output"] = "10",
        ["Wayleave:Aliases:fast"] = "cheap/gpt-5.4",
    })
    .Build();

var services = new ServiceCollection();
var usage = new InMemoryUsageSink();
services.AddWayleave(configuration).AddUsageSink(_ => usage);
await using var host = services.BuildServiceProvider();

// Before: the dry run says what would happen, through the stages of a real request.
var options = new RoutedChatOptions { ModelId = "fast", Tenant = "acme", User = "u-42" };
ChatMessage[] messages = [new(ChatRole.User, "Summarise this.")];
var plan = await host.GetRequiredService<WayleaveRouter>().PlanAsync(messages, options);
Console.WriteLine($"dry run   {plan.Route}: {string.Join(", then ", plan.Candidates.Select(item => item.Candidate))}");

// The request itself, through the plain IChatClient that any library takes.
var chat = host.GetRequiredService<IChatClient>();
var response = await chat.GetResponseAsync(messages, options);
Console.WriteLine($"answer    {response.Text}");

// After: the trace says what did happen.
Console.WriteLine(response.GetRoutingTrace());
