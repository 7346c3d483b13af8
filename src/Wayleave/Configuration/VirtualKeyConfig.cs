using System.Diagnostics;
using System.Text.Json.Serialization;

namespace Wayleave.Configuration;

/// <summary>A key that callers present, as written in <c>Wayleave:VirtualKeys</c>; for development, since configuration holds it in clear.</summary>
public sealed record VirtualKeyConfig
{
    /// <summary>Gets or sets the id, unique among all virtual keys. Required.</summary>
    public string Id { get; set; } = "";

    /// <summary>Gets or sets the tenant on whose behalf the key speaks; <see langword="null"/> in a host without tenants.</summary>
    public string? Tenant { get; set; }

    /// <summary>Gets or sets the user, or <see langword="null"/>.</summary>
    public string? User { get; set; }

    /// <summary>Gets or sets the app, or <see langword="null"/>.</summary>
    public string? App { get; set; }

    /// <summary>Gets or sets the key itself, at least 8 characters. Required. Never written to JSON or text.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string Secret { get; set; } = "";

    /// <summary>Gets or sets when the key stops working; <see langword="null"/> is never.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Gets or sets a value that tells whether the key was revoked.</summary>
    public bool Revoked { get; set; }

    /// <summary>Gets or sets what the key may do beyond its own requests: <c>simulate</c>, <c>drift</c>.</summary>
    public IList<string> Permissions { get; set; } = [];

    // A record prints its members; a key must not be among them.
    private bool PrintMembers(System.Text.StringBuilder builder)
    {
        builder.Append(System.Globalization.CultureInfo.InvariantCulture, $"Id = {Id}, Tenant = {Tenant}, User = {User}, App = {App}");
        return true;
    }
}
