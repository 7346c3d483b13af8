using System.Diagnostics;
using System.Text.Json.Serialization;

namespace Wayleave.Configuration;

/// <summary>A key as written in <c>Wayleave:Credentials</c>.</summary>
public sealed record CredentialConfig
{
    /// <summary>Gets or sets the id, unique among all credentials. Required.</summary>
    public string Id { get; set; } = "";

    /// <summary>Gets or sets the id of the provider whose origin alone ever receives the key. Required.</summary>
    public string Provider { get; set; } = "";

    /// <summary>Gets or sets the lane in which the key pays.</summary>
    /// <value>The default is <see cref="Lane.Platform"/>.</value>
    public Lane Lane { get; set; } = Lane.Platform;

    /// <summary>Gets or sets the key. Empty or <c>set-me</c> means that it has not been set yet. Never written to JSON or text.</summary>
    /// <value>The default is empty.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string Secret { get; set; } = "";

    /// <summary>Gets or sets the owner; required in the lane <see cref="Lane.Tenant"/> and refused elsewhere.</summary>
    public string? Tenant { get; set; }

    /// <summary>Gets or sets the share of traffic among the accounts of a pool, above 0 and up to 1,000,000.</summary>
    /// <value>The default is 1.</value>
    public double Weight { get; set; } = 1;

    // A record prints its members; a key must not be among them.
    private bool PrintMembers(System.Text.StringBuilder builder)
    {
        builder.Append(System.Globalization.CultureInfo.InvariantCulture, $"Id = {Id}, Provider = {Provider}, Lane = {Lane}, Tenant = {Tenant}, Weight = {Weight}");
        return true;
    }
}
