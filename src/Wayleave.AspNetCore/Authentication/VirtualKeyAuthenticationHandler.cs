using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Wayleave.AspNetCore.Errors;
using Wayleave.Snapshots;

namespace Wayleave.AspNetCore.Authentication;

/// <summary>Authenticates a request by its virtual key, and answers for those that have none in the dialect of the endpoint.</summary>
internal sealed class VirtualKeyAuthenticationHandler(
    IOptionsMonitor<VirtualKeyOptions> options, ILoggerFactory logger, UrlEncoder encoder, SnapshotManager snapshots)
    : AuthenticationHandler<VirtualKeyOptions>(options, logger, encoder)
{
    private const string HowToSend = "Send one as 'Authorization: Bearer <key>' or 'x-api-key: <key>'.";

    private static readonly Task<AuthenticateResult> NoKey = Task.FromResult(AuthenticateResult.NoResult());

    private static readonly Task<AuthenticateResult> UnclearKey = Task.FromResult(AuthenticateResult.Fail(
        "The API key is blank, or there are several and they differ. " + HowToSend));

    // One answer for all three: whoever guesses must not learn which keys exist or once did.
    private static readonly Task<AuthenticateResult> UnusableKey = Task.FromResult(AuthenticateResult.Fail(
        "The API key is unknown, revoked or expired. Check it, or ask the operator for a new one."));

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!PresentedKey.TryRead(Request.Headers, out var presented))
        {
            return UnclearKey;
        }

        if (presented is null)
        {
            return NoKey;
        }

        var key = VirtualKeyLookup.Find(snapshots.Current, presented);
        return key is null || key.Revoked || key.ExpiresAt <= TimeProvider.GetUtcNow()
            ? UnusableKey
            : Task.FromResult(AuthenticateResult.Success(TicketOf(key)));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var result = await HandleAuthenticateOnceSafeAsync();
        Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        await ErrorResponse.WriteAsync(Context, new RouteException(
            RouteErrorCode.InvalidApiKey, FaultOrigin.Caller, result.Failure?.Message ?? "No API key was presented. " + HowToSend));
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        ErrorResponse.WriteAsync(Context, new RouteException(
            RouteErrorCode.AccessDenied, FaultOrigin.Policy, "The API key is valid but may not be used here. Ask the operator for access."));

    // The principal is made anew for each request, since a host's middleware may add to it; only then is sharing ruled out.
    private AuthenticationTicket TicketOf(VirtualKeyModel key)
    {
        var identity = new ClaimsIdentity(Scheme.Name, WayleaveClaims.KeyId, ClaimsIdentity.DefaultRoleClaimType);
        Add(identity, WayleaveClaims.KeyId, key.Id);
        Add(identity, WayleaveClaims.Tenant, key.Caller.Tenant);
        Add(identity, WayleaveClaims.User, key.Caller.User);
        Add(identity, WayleaveClaims.App, key.Caller.App);
        foreach (var permission in key.Permissions)
        {
            Add(identity, WayleaveClaims.Permission, permission);
        }

        return new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name);
    }

    private static void Add(ClaimsIdentity identity, string type, string? value)
    {
        if (value is not null)
        {
            identity.AddClaim(new Claim(type, value, ClaimValueTypes.String, VirtualKeyDefaults.AuthenticationScheme));
        }
    }
}
