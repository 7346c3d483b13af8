using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Wayleave.Configuration;
using Wayleave.Dialects;
using Wayleave.Providers;
using Wayleave.Snapshots;
using Wayleave.Testing;
using Wayleave.Tests.Providers;

namespace Wayleave.Tests.Discovery;

/// <summary>One list over real HTTP: with the platform's key, whole or not at all, and never without end.</summary>
public sealed class ModelListerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("OpenAIChat", AuthScheme.Bearer, "Authorization", "Bearer sk-list")]
    [InlineData("AnthropicMessages", AuthScheme.XApiKey, "x-api-key", "sk-list")]
    [InlineData("Gemini", AuthScheme.XGoogApiKey, "x-goog-api-key", "sk-list")]
    public async Task List_OfAScriptedVendor_IsReadWithThePlatformsKey(string dialect, AuthScheme auth, string header, string value)
    {
        await using var vendor = await ScriptedProvider.StartAsync(new ScriptedProviderOptions { Models = ["one", "two"], ApiKey = "sk-list" });
        var provider = Provider(dialect == "Gemini" ? vendor.GeminiAddress : vendor.BaseAddress, dialect, auth);

        Assert.Equal(["one", "two"], await ListAsync(provider, Key(provider, Lane.Pool)));

        var request = Assert.Single(vendor.Requests);
        Assert.Equal(("GET", value), (request.Method, request.Headers[header]));
        Assert.Equal("application/json", request.Headers["Accept"]);
        Assert.Equal(dialect == "AnthropicMessages", request.Headers.ContainsKey("anthropic-version"));
    }

    [Theory]
    [InlineData("Gemini", "pageToken")]
    [InlineData("AnthropicMessages", "after_id")]
    public async Task Pages_AreFollowedToTheEnd(string dialect, string parameter)
    {
        await using var server = await ScriptedServer.StartAsync(context =>
        {
            var page = context.Request.Query[parameter].ToString() is { Length: > 0 } cursor ? int.Parse(cursor, System.Globalization.CultureInfo.InvariantCulture) : 0;
            return ScriptedServer.JsonAsync(context, dialect == "Gemini"
                ? $$"""{"models":[{"name":"models/m{{page}}"}]{{(page < 3 ? $",\"nextPageToken\":\"{page + 1}\"" : "")}}}"""
                : $$"""{"data":[{"id":"m{{page}}"}],"has_more":{{(page < 3 ? "true" : "false")}},"last_id":"{{page + 1}}"}""");
        });

        Assert.Equal(["m0", "m1", "m2", "m3"], await ListAsync(Provider(server.Address, dialect, AuthScheme.None), null));
    }

    [Fact]
    public async Task Pages_WithoutEnd_AreGivenUp()
    {
        await using var server = await ScriptedServer.StartAsync(static context => ScriptedServer.JsonAsync(context, """{"models":[],"nextPageToken":"again"}"""));

        var failure = await FailAsync(Provider(server.Address, "Gemini", AuthScheme.None), null);

        Assert.Equal(("Provider 'p' lists more than 32 pages, which is the most that is accepted.", ModelLister.MaxPages), (failure.Message, server.Requests));
    }

    [Theory]
    [InlineData(ModelLister.MaxModels, true)]
    [InlineData(ModelLister.MaxModels + 1, false)]
    public async Task Models_AreBounded(int count, bool isAccepted)
    {
        var body = $$"""{"data":[{{string.Join(',', Enumerable.Range(0, count).Select(static index => $$"""{"id":"m{{index}}"}"""))}}]}""";
        await using var server = await ScriptedServer.StartAsync(context => ScriptedServer.JsonAsync(context, body));
        var provider = Provider(server.Address, "OpenAIChat", AuthScheme.None);

        if (isAccepted)
        {
            Assert.Equal(count, (await ListAsync(provider, null)).Count);
        }
        else
        {
            Assert.Contains("more than 10000 models", (await FailAsync(provider, null)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Bytes_AreBoundedOverAllPages(bool announced)
    {
        var page = $$"""{"models":[],"nextPageToken":"again","x":"{{new string('x', 3 * 1024 * 1024)}}"}""";
        await using var server = await ScriptedServer.StartAsync(context =>
        {
            context.Response.ContentLength = announced ? Encoding.UTF8.GetByteCount(page) : null;
            return ScriptedServer.JsonAsync(context, page);
        });

        var failure = await FailAsync(Provider(server.Address, "Gemini", AuthScheme.None), null);

        Assert.Equal((FailureCategory.InvalidResponse, 6), (failure.Category, server.Requests));
        Assert.Contains("answered with more than", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Time_IsBounded_OnTheClockThatIsInjected()
    {
        var clock = new ManualTimeProvider();
        await using var vendor = await ScriptedProvider.StartAsync();
        vendor.OnRequest = static _ => ScriptedReply.Error(ScriptedFault.Stall);

        var failing = FailAsync(Provider(vendor.BaseAddress, "OpenAIChat", AuthScheme.None), null, clock);
        var request = await vendor.NextRequestAsync().WaitAsync(Patience);
        clock.Advance(ModelLister.Timeout);

        var failure = await failing.WaitAsync(Patience);
        Assert.Equal((FailureCategory.Timeout, "Provider 'p' did not list its models within 30 seconds."), (failure.Category, failure.Message));
        await request.ClientDisconnected.WaitAsync(Patience);
    }

    [Theory]
    [InlineData(Lane.Tenant)]
    [InlineData(null)]
    public async Task KeyOfATenant_OrNone_IsNeverSent(Lane? lane)
    {
        await using var vendor = await ScriptedProvider.StartAsync();
        var provider = Provider(vendor.BaseAddress, "OpenAIChat", AuthScheme.Bearer);

        var failure = await FailAsync(provider, lane is { } of ? Key(provider, of) : null);

        Assert.Equal((FailureCategory.Refused, 0), (failure.Category, vendor.RequestCount));
        Assert.DoesNotContain("sk-list", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PrivateAddress_ThatIsNotAllowed_IsRefusedByTheEgressGuard()
    {
        await using var vendor = await ScriptedProvider.StartAsync();

        var failure = await FailAsync(Provider(vendor.BaseAddress, "OpenAIChat", AuthScheme.None, allowPrivateNetwork: false), null);

        Assert.Equal((FailureCategory.Refused, 0), (failure.Category, vendor.RequestCount));
        Assert.Contains("AllowPrivateNetwork", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_OfTheProvider_IsSaidInOurWords()
    {
        await using var vendor = await ScriptedProvider.StartAsync(new ScriptedProviderOptions { ApiKey = "another" });
        var provider = Provider(vendor.BaseAddress, "OpenAIChat", AuthScheme.Bearer);

        var failure = await FailAsync(provider, Key(provider, Lane.Platform));

        Assert.Equal("Provider 'p' answered 401 (Authentication).", failure.Message);
    }

    private static async Task<ProviderException> FailAsync(ProviderModel provider, CredentialModel? credential, TimeProvider? clock = null) =>
        await Assert.ThrowsAsync<ProviderException>(() => ListAsync(provider, credential, clock));

    private static async Task<List<string>> ListAsync(ProviderModel provider, CredentialModel? credential, TimeProvider? clock = null)
    {
        var services = new ServiceCollection();
        services.AddProviderHttpClients();
        await using var built = services.BuildServiceProvider();
        return await new ModelLister(built.GetRequiredService<IHttpMessageHandlerFactory>(), clock ?? TimeProvider.System)
            .ListAsync(provider, credential, CancellationToken.None);
    }

    private static ProviderModel Provider(Uri address, string dialect, AuthScheme auth, bool allowPrivateNetwork = true) => new()
    {
        Id = "p",
        BaseAddress = address,
        Dialect = DialectRegistry.Find(dialect),
        ModelList = DialectRegistry.Find(dialect)!.Models,
        Auth = auth,
        AllowPrivateNetwork = allowPrivateNetwork,
        MaxResponseBytes = 64 * 1024 * 1024,
    };

    private static CredentialModel Key(ProviderModel provider, Lane lane) =>
        new() { Id = "key", Provider = provider, Lane = lane, Secret = new Secret("sk-list"), IsUsable = true, State = new() };
}
