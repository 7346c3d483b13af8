using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Wayleave.AspNetCore.Authentication;
using Wayleave.IntegrationTests.Hosting;

namespace Wayleave.IntegrationTests.Endpoints;

/// <summary>Nobody gets in unless the host said how.</summary>
public sealed class ProtectionTests
{
    private static readonly Dictionary<string, string?> NoTenants = new()
    {
        ["Wayleave:Tenants:acme:Plan"] = null,
        ["Wayleave:Tenants:globex:Plan"] = null,
        ["Wayleave:Plans:all:Tiers:0"] = null,
        ["Wayleave:Plans:all:Tiers:1"] = null,
        ["Wayleave:Plans:cheap-only:Tiers:0"] = null,
    };

    [Fact]
    public async Task Start_WithoutAnyAuthentication_FailsWithTheLinesToWrite()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => GatewayHost.StartAsync(new GatewaySetup { VirtualKeys = false }));

        Assert.Contains("builder.Services.AddWayleave(builder.Configuration).AddVirtualKeys()", failure.Message, StringComparison.Ordinal);
        Assert.Contains("app.MapWayleave().AllowAnonymous()", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_WithoutAnyAuthenticationBelowAGroup_DoesNotGetThrough()
    {
        // A group of the host hides the application from the check at start.
        await using var gateway = await GatewayHost.StartAsync(new GatewaySetup
        {
            VirtualKeys = false, Settings = NoTenants, Map = app => app.MapGroup("/llm").MapWayleave(),
        });

        using var response = await gateway.Client.PostAsync("/llm/v1/chat/completions", new StringContent(GatewayHost.Chat(), new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")));

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal(0, gateway.Provider.RequestCount);
    }

    [Fact]
    public async Task Request_WhenTheHostForgotItsAuthorizationMiddleware_DoesNotGetThrough()
    {
        await using var gateway = await GatewayHost.StartAsync(new GatewaySetup
        {
            Map = app =>
            {
                // What a host without WebApplication's automatism may end up with.
                ((IApplicationBuilder)app).Properties["__AuthenticationMiddlewareSet"] = true;
                ((IApplicationBuilder)app).Properties["__AuthorizationMiddlewareSet"] = true;
                app.MapWayleave();
            },
        });

        using var response = await gateway.ChatAsync(GatewayHost.Chat());

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal(0, gateway.Provider.RequestCount);
    }

    [Fact]
    public async Task AllowAnonymous_WrittenExplicitly_LetsEverybodyIn()
    {
        await using var gateway = await GatewayHost.StartAsync(new GatewaySetup
        {
            VirtualKeys = false, Settings = NoTenants, Map = app => app.MapWayleave().AllowAnonymous(),
        });
        gateway.Client.DefaultRequestHeaders.Authorization = null;

        using var response = await gateway.ChatAsync(GatewayHost.Chat());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public void Map_WithoutAddWayleave_FailsWithTheLineToWrite()
    {
        var app = WebApplication.CreateSlimBuilder().Build();

        var failure = Assert.Throws<InvalidOperationException>(() => app.MapWayleave());

        Assert.Contains("builder.Services.AddWayleave(builder.Configuration)", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acme", HttpStatusCode.OK)]
    [InlineData("globex", HttpStatusCode.Forbidden)]
    [InlineData("nobody-we-know", HttpStatusCode.Forbidden)]
    public async Task HostsOwnAuthentication_ThroughItsClaims_DecidesTheTenant(string tenant, HttpStatusCode status)
    {
        await using var gateway = await GatewayHost.StartAsync(new GatewaySetup
        {
            VirtualKeys = false, Configure = AddHeaderAuthentication,
        });
        gateway.Client.DefaultRequestHeaders.Add("x-test-tenant", tenant);

        using var response = await gateway.ChatAsync(GatewayHost.Chat());

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task HostsOwnCallerAccessor_BeforeAddVirtualKeys_Wins()
    {
        await using var gateway = await GatewayHost.StartAsync(new GatewaySetup
        {
            VirtualKeys = false,
            Configure = wayleave =>
            {
                wayleave.Services.AddSingleton<ICallerAccessor>(new FixedCaller(new Caller("globex")));
                wayleave.AddVirtualKeys();
            },
        });

        // The key is that of acme, which may use the tier; globex may not.
        using var response = await gateway.ChatAsync(GatewayHost.Chat());

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task HostsOwnAuthentication_WithoutItsCredential_Is401()
    {
        await using var gateway = await GatewayHost.StartAsync(new GatewaySetup
        {
            VirtualKeys = false, Configure = AddHeaderAuthentication,
        });

        using var response = await gateway.ChatAsync(GatewayHost.Chat());

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(0, gateway.Provider.RequestCount);
    }

    [Fact]
    public async Task Body_ThatNamesAnotherTenantOrUser_DoesNotChangeWhoAsks()
    {
        await using var gateway = await GatewayHost.StartAsync();
        const string Body = """{"model":"resale/gpt-5.4","tenant":"acme","user":"acme","Tenant":"acme","messages":[{"role":"user","content":"Hi"}]}""";

        using var response = await gateway.ChatAsync(Body, GatewaySettings.GlobexKey);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("tier_not_entitled", (await WireError.OfAsync(response)).Code);
    }

    private static void AddHeaderAuthentication(IWayleaveBuilder wayleave)
    {
        wayleave.Services.AddAuthorization();
        wayleave.Services.AddAuthentication("Header").AddScheme<AuthenticationSchemeOptions, HeaderAuthentication>("Header", null);
        wayleave.AddHttpContextCaller();
    }

    private sealed class FixedCaller(Caller caller) : ICallerAccessor
    {
        public Caller? GetCaller() => caller;
    }

    private sealed class HeaderAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (Request.Headers["x-test-tenant"] is not [{ } tenant])
            {
                return Task.FromResult(AuthenticateResult.NoResult());
            }

            var identity = new ClaimsIdentity([new Claim(WayleaveClaims.Tenant, tenant)], Scheme.Name);
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name)));
        }
    }
}
