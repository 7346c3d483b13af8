namespace Wayleave.AspNetCore.Authentication;

/// <summary>The names under which virtual keys are registered with ASP.NET Core.</summary>
public static class VirtualKeyDefaults
{
    /// <summary>The authentication scheme.</summary>
    public const string AuthenticationScheme = "Wayleave";
}
