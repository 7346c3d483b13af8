using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Wayleave.AspNetCore.Authentication;

/// <summary>Reads the caller from the claims of the current request's principal.</summary>
internal sealed class HttpContextCallerAccessor(IHttpContextAccessor contexts) : ICallerAccessor
{
    public Caller? GetCaller() => contexts.HttpContext?.User is { } principal ? CallerOf(principal) : null;

    // All from one identity: the tenant of one and the user of another would be a caller who does not exist.
    private static Caller? CallerOf(ClaimsPrincipal principal)
    {
        var authenticated = false;
        foreach (var identity in principal.Identities)
        {
            if (!identity.IsAuthenticated)
            {
                continue;
            }

            authenticated = true;
            var caller = new Caller(
                identity.FindFirst(WayleaveClaims.Tenant)?.Value,
                identity.FindFirst(WayleaveClaims.User)?.Value,
                identity.FindFirst(WayleaveClaims.App)?.Value,
                identity.FindFirst(WayleaveClaims.KeyId)?.Value);
            if (caller != Caller.None)
            {
                return caller;
            }
        }

        return authenticated ? Caller.None : null;
    }
}
