namespace Wayleave.AspNetCore.Authentication;

/// <summary>What a caller may do beyond its own requests, as values of the claim <see cref="WayleaveClaims.Permission"/> and of <c>VirtualKeys:Permissions</c>.</summary>
public static class WayleavePermissions
{
    /// <summary>Ask what would become of another caller's request: <c>POST /x/simulate</c>.</summary>
    public const string Simulate = Configuration.VirtualKeyPermission.Simulate;

    /// <summary>See which ids of the whole configuration lead nowhere, those of all tenants: <c>GET /x/drift</c>.</summary>
    public const string Drift = Configuration.VirtualKeyPermission.Drift;
}
