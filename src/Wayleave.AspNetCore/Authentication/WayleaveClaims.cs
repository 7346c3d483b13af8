namespace Wayleave.AspNetCore.Authentication;

/// <summary>The claim types by which an authenticated principal says who the caller is.</summary>
/// <remarks>
/// Virtual keys issue them. A host with its own authentication issues the same ones, for instance from an
/// <c>IClaimsTransformation</c>, and calls <c>AddHttpContextCaller()</c>. Those that say who the caller is must come from one identity.
/// </remarks>
public static class WayleaveClaims
{
    /// <summary>The tenant's id, see <see cref="Caller.Tenant"/>.</summary>
    public const string Tenant = "wayleave:tenant";

    /// <summary>The end user's id within the tenant, see <see cref="Caller.User"/>.</summary>
    public const string User = "wayleave:user";

    /// <summary>The machine caller's id within the tenant, see <see cref="Caller.App"/>.</summary>
    public const string App = "wayleave:app";

    /// <summary>The id (never the secret) of the virtual key, see <see cref="Caller.VirtualKeyId"/>.</summary>
    public const string KeyId = "wayleave:key";

    /// <summary>A permission, one of <see cref="WayleavePermissions"/>; a caller may have several such claims.</summary>
    public const string Permission = "wayleave:permission";
}
