using Anthropic;
using BringYourOwnClient;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Wayleave;

// With a key in the environment the vendor serves; without one, a scripted server in this process.
var key = Environment.GetEnvironmentVariable("ANTHROPIC_API_KEY");
await using var scripted = string.IsNullOrWhiteSpace(key) ? await ScriptedClaude.StartAsync() : null;
using var anthropic = new AnthropicClient
{
    ApiKey = scripted is null ? key : "scripted-server-needs-no-real-key",

    // Retries are the router's: the client's own would multiply with them, and leave no row in the trace.
    MaxRetries = 0,
};
using var client = scripted is null ? anthropic : anthropic.WithOptions(options => options with { BaseUrl = scripted.RootAddress.ToString() });

// The model's deployment names the client instead of a provider; everything else is as for any other model.
var configuration = new ConfigurationBuilder()
    .AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["Wayleave:Models:0:Id"] = "claude-sonnet",
        ["Wayleave:Models:0:Deployments:0:Provider"] = "anthropic-sdk",
        ["Wayleave:Models:0:Deployments:0:Model"] = "claude-sonnet-4-6",
        ["Wayleave:Models:0:Price:Input"] = "3",
        ["Wayleave:Models:0:Price:Output"] = "15",
        ["Wayleave:Aliases:smart"] = "resale/claude-sonnet",
    })
    .Build();

var services = new ServiceCollection();
services.AddWayleave(configuration).AddChatClient("anthropic-sdk", _ => client.AsIChatClient("claude-sonnet-4-6"), Lane.Platform);
await using var host = services.BuildServiceProvider();

// A tool, called by hand so that both requests and their traces can be seen.
var weather = AIFunctionFactory.Create((string city) => $"sunny in {city}", "get_weather", "Gets the weather of a city.");
var options = new RoutedChatOptions { ModelId = "smart", Tenant = "acme", MaxOutputTokens = 500, Tools = [weather] };
List<ChatMessage> messages = [new(ChatRole.User, "What is the weather in Oslo?")];
var chat = host.GetRequiredService<IChatClient>();
while (true)
{
    var answer = await chat.GetResponseAsync(messages, options);
    Console.WriteLine(answer.GetRoutingTrace());
    messages.AddRange(answer.Messages);
    var calls = answer.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().ToList();
    if (calls.Count == 0)
    {
        Console.WriteLine($"answer    {answer.Text}");
        break;
    }

    foreach (var call in calls)
    {
        var result = await weather.InvokeAsync(new AIFunctionArguments(call.Arguments));
        Console.WriteLine($"tool      {call.Name} -> {result}{Environment.NewLine}");
        messages.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.CallId, result)]));
    }
}
