using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Wayleave.Configuration;
using Wayleave.Providers;
using Wayleave.Snapshots;

namespace Wayleave.Tests.Providers;

public sealed class CredentialHandlerTests
{
    [Theory]
    [InlineData("Bearer", "Authorization", "Bearer " + ProviderRig.Key)]
    [InlineData("XApiKey", "x-api-key", ProviderRig.Key)]
    [InlineData("ApiKey", "api-key", ProviderRig.Key)]
    [InlineData("XGoogApiKey", "x-goog-api-key", ProviderRig.Key)]
    [InlineData("None", null, null)]
    public async Task Handler_AuthScheme_DecidesTheHeader(string auth, string? header, string? value)
    {
        HeaderDictionary? headers = null;
        await using var server = await ScriptedServer.StartAsync(context =>
        {
            headers = new(context.Request.Headers.ToDictionary(static pair => pair.Key, static pair => pair.Value));
            return ScriptedServer.AnswerAsync(context, "one");
        });
        using var rig = new ProviderRig(server.Address, auth: Enum.Parse<AuthScheme>(auth));

        await rig.AskAsync(streaming: false);

        Assert.Equal(header is null ? 0 : 1, headers!.Count(static pair => pair.Value.ToString().Contains(ProviderRig.Key, StringComparison.Ordinal)));
        Assert.Equal(value, header is null ? null : headers![header].ToString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Handler_HostAddsHandlersAfterwards_NoneOfThemSeesTheKey(bool replacePrimary)
    {
        await using var server = await ScriptedServer.StartAsync(static context => ScriptedServer.AnswerAsync(context, context.Request.Headers.Authorization!));
        var spy = new Spy();
        using var rig = new ProviderRig(server.Address, configureClient: client =>
        {
            client.AddHttpMessageHandler(() => spy);
            if (replacePrimary)
            {
                client.ConfigurePrimaryHttpMessageHandler(static () => new HttpClientHandler());
            }
        });

        // The key arrived, so that "nobody saw it" is not for want of a key.
        Assert.Equal($"Bearer {ProviderRig.Key}", await rig.AskAsync(streaming: false));
        Assert.Equal(1, spy.Calls);
        Assert.DoesNotContain(spy.Seen, static text => text.Contains(ProviderRig.Key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Handler_AfterTheSend_MessageHoldsNoKeyEvenWhenItFails()
    {
        await using var server = await ScriptedServer.StartAsync(static context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        var spy = new Spy();
        using var rig = new ProviderRig(server.Address, auth: AuthScheme.XApiKey, configureClient: client => client.AddHttpMessageHandler(() => spy));

        Assert.Equal(FailureCategory.Network, (await rig.FailAsync(streaming: false)).Category);
        Assert.Equal(2, spy.Seen.Count);
        Assert.DoesNotContain(spy.Seen, static text => text.Contains("x-api-key", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Handler_HostTunesRedirects_TheyStayOff()
    {
        await using var foreign = await ScriptedServer.StartAsync(static context => ScriptedServer.AnswerAsync(context, "stolen"));
        var target = new Uri(foreign.Address, "/chat").ToString();
        await using var server = await ScriptedServer.StartAsync(context =>
        {
            context.Response.Redirect(target, permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        });
        using var rig = new ProviderRig(
            server.Address,
            auth: AuthScheme.ApiKey,
            configureClient: static client => client.UseSocketsHttpHandler(static (handler, _) => handler.AllowAutoRedirect = true));

        await rig.FailAsync(streaming: false);

        Assert.Equal(0, foreign.Requests);
    }

    [Fact]
    public async Task Handler_DefaultsOfTheHostForAllClients_DoNotApply()
    {
        await using var server = await ScriptedServer.StartAsync(static context => ScriptedServer.AnswerAsync(context, "one"));
        var spy = new Spy();
        using var rig = new ProviderRig(
            server.Address,
            configureServices: services => services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(() => spy)));

        await rig.AskAsync(streaming: false);

        Assert.Equal(0, spy.Calls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Handler_ForeignOrigin_NothingIsSent(bool streaming)
    {
        await using var home = await ScriptedServer.StartAsync(static context => ScriptedServer.AnswerAsync(context, "one"));
        await using var foreign = await ScriptedServer.StartAsync(static context => ScriptedServer.AnswerAsync(context, "stolen"));
        var target = new Uri(foreign.Address, "/chat");
        using var rig = new ProviderRig(home.Address, new PlainDialect { Address = _ => target });

        var failure = await rig.FailAsync(streaming);

        Assert.Equal(FailureCategory.Refused, failure.Category);
        Assert.Contains($"'http://{target.Authority}', which is not its origin", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, home.Requests + foreign.Requests);
    }

    [Fact]
    public async Task Handler_HostHandlerChangesTheOrigin_NothingIsSent()
    {
        await using var home = await ScriptedServer.StartAsync(static context => ScriptedServer.AnswerAsync(context, "one"));
        await using var foreign = await ScriptedServer.StartAsync(static context => ScriptedServer.AnswerAsync(context, "stolen"));
        using var rig = new ProviderRig(home.Address, configureClient: client => client.AddHttpMessageHandler(() => new Spy { Redirect = foreign.Address }));

        Assert.Equal(FailureCategory.Refused, (await rig.FailAsync(streaming: false)).Category);
        Assert.Equal(0, home.Requests + foreign.Requests);
    }

    [Fact]
    public async Task Handler_CredentialOfAnotherProvider_NothingIsSent()
    {
        await using var server = await ScriptedServer.StartAsync(static context => ScriptedServer.AnswerAsync(context, "one"));
        using var rig = new ProviderRig(server.Address, credentialProvider: new ProviderModel { Id = "other", BaseAddress = server.Address });

        var failure = await rig.FailAsync(streaming: false);

        Assert.Equal(FailureCategory.Refused, failure.Category);
        Assert.Equal("Credential 'platform' belongs to provider 'other' and is not sent to provider 'plain'.", failure.Message);
        Assert.Equal(0, server.Requests);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sk-with\r\nX-Injected: 1")]
    [InlineData("sk-ключ")]
    public async Task Handler_KeyThatCannotBeSent_NothingIsSentAndNothingIsQuoted(string? key)
    {
        await using var server = await ScriptedServer.StartAsync(static context => ScriptedServer.AnswerAsync(context, "one"));
        using var rig = new ProviderRig(server.Address, key: key);

        var failure = await rig.FailAsync(streaming: false);

        Assert.Equal(FailureCategory.Refused, failure.Category);
        Assert.DoesNotContain("sk-", failure.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, server.Requests);
    }

    /// <summary>A host's handler that writes down every message as it goes out and as it comes back.</summary>
    private sealed class Spy : DelegatingHandler
    {
        public int Calls { get; private set; }

        public List<string> Seen { get; } = [];

        public Uri? Redirect { get; init; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Calls++;
            Look(request);
            request.RequestUri = Redirect is null ? request.RequestUri : new Uri(Redirect, "/chat");
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            finally
            {
                Look(request);
            }
        }

        private void Look(HttpRequestMessage request) =>
            Seen.Add(request + string.Concat(request.Options.Select(static option => $"{option.Key}={option.Value}")));
    }
}
