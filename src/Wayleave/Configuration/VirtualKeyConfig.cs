namespace Wayleave.Configuration;

/// <summary>A key that callers present, as written in <c>Wayleave:VirtualKeys</c>; for development, since configuration holds it in clear.</summary>
public sealed record VirtualKeyConfig
{
    /// <summary>Gets the id, unique among all virtual keys. Required.</summary>
    public string Id { get; init; } = "";

    /// <summary>Gets the tenant on whose behalf the key speaks; <see langword="null"/> in a host without tenants.</summary>
    public string? Tenant { get; init; }

    /// <summary>Gets the user, or <see langword="null"/>.</summary>
    public string? User { get; init; }

    /// <summary>Gets the app, or <see langword="null"/>.</summary>
    public string? App { get; init; }

    /// <summary>Gets the key itself, at least 8 characters. Required.</summary>
    public string Secret { get; init; } = "";

    /// <summary>Gets when the key stops working; <see langword="null"/> is never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Gets a value that tells whether the key was revoked.</summary>
    public bool Revoked { get; init; }

    // A record prints its members; a key must not be among them.
    private bool PrintMembers(System.Text.StringBuilder builder)
    {
        builder.Append(System.Globalization.CultureInfo.InvariantCulture, $"Id = {Id}, Tenant = {Tenant}, User = {User}, App = {App}");
        return true;
    }
}
