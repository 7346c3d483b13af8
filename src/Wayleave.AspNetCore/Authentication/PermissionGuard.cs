using Microsoft.AspNetCore.Http;

namespace Wayleave.AspNetCore.Authentication;

/// <summary>Lets through who has a permission. Whoever is not known has none, also where the endpoints let everybody in.</summary>
internal static class PermissionGuard
{
    /// <exception cref="RouteException">No authenticated identity of the caller has the permission.</exception>
    public static void Require(HttpContext context, string permission)
    {
        foreach (var identity in context.User.Identities)
        {
            if (identity.IsAuthenticated && identity.HasClaim(WayleaveClaims.Permission, permission))
            {
                return;
            }
        }

        throw new RouteException(
            RouteErrorCode.AccessDenied, FaultOrigin.Policy,
            $"'{context.Request.Path}' needs the permission '{permission}', which this caller lacks. A virtual key gets it by VirtualKeys:Permissions, another identity by the claim '{WayleaveClaims.Permission}'.");
    }
}
