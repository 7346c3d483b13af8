namespace Wayleave.Configuration;

/// <summary>The permissions that a virtual key may have.</summary>
internal static class VirtualKeyPermission
{
    public const string Simulate = "simulate";

    public const string Drift = "drift";

    public static readonly string[] All = [Simulate, Drift];
}
