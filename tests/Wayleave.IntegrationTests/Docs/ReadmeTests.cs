using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Wayleave.Testing;
using Wayleave.Tests.Shared;

namespace Wayleave.IntegrationTests.Docs;

/// <summary>The README's host, started with the README's configuration, serves what the README says.</summary>
public sealed class ReadmeTests
{
    // What this test must do differently from a program.
    private static readonly string[] NotHere = ["var builder = WebApplication.CreateBuilder(args);", "await app.RunAsync();"];

    private readonly MarkdownPage _readme = new("README.md");

    [Fact]
    public async Task Host_OfTheReadme_ServesBothWays()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(_readme.Code("json")[0])));
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Wayleave:Providers:openai:BaseAddress"] = provider.BaseAddress.ToString(),
            ["Wayleave:Providers:openai:AllowPrivateNetwork"] = "true",
            ["Wayleave:Credentials:0:Secret"] = "first-key",
            ["Wayleave:Credentials:1:Secret"] = "second-key",
        });

        builder.Services.AddWayleave(builder.Configuration)
            .AddVirtualKeys();
        builder.Services.AddHealthChecks().AddWayleave();

        var app = builder.Build();
        app.MapWayleave();
        app.MapHealthChecks("/health");
        await using var running = app;
        await app.StartAsync();

        var chat = app.Services.GetRequiredService<IChatClient>();
        var options = new RoutedChatOptions { ModelId = "fast", Tenant = "acme", User = "u-42", ConversationId = "thread-7" };
        var answer = await chat.GetResponseAsync("Summarise this.", options);
        var trace = answer.GetRoutingTrace();

        Assert.Equal("echo: Summarise this.", answer.Text);
        Assert.Equal("cheap/gpt-5.4", trace?.ServedRoute);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        Assert.Equal("Healthy", await client.GetStringAsync("/health"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/v1/models")).StatusCode);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "wl-acme-development-key");
        var response = await client.PostAsJsonAsync("/v1/chat/completions", new { model = "fast", messages = new[] { new { role = "user", content = "Hello." } } });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public void Code_OfTheReadme_IsTheCodeOfThisTest()
    {
        var here = Lines(RepositoryFiles.Read("tests/Wayleave.IntegrationTests/Docs/ReadmeTests.cs")).ToHashSet();
        var readme = _readme.Code("csharp").SelectMany(Lines).Except(NotHere).ToList();

        Assert.NotEmpty(readme);
        Assert.DoesNotContain(readme, line => !here.Contains(line));
    }

    private static IEnumerable<string> Lines(string code) =>
        code.Split('\n').Select(static line => line.Split("  //")[0].Trim()).Where(static line => line.Length > 0);
}
