namespace Wayleave;

/// <summary>Who asks: the resolved identity behind a request.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
/// <param name="Tenant">The tenant's id, or <see langword="null"/> in a host without tenants.</param>
/// <param name="User">The end user's id within the tenant, or <see langword="null"/>.</param>
/// <param name="App">The machine caller's id within the tenant, or <see langword="null"/>.</param>
/// <param name="VirtualKeyId">The id (never the secret) of the virtual key that was presented, or <see langword="null"/>.</param>
public sealed record Caller(string? Tenant, string? User = null, string? App = null, string? VirtualKeyId = null)
{
    /// <summary>Gets the caller of whom nothing is known.</summary>
    public static Caller None { get; } = new((string?)null);
}
