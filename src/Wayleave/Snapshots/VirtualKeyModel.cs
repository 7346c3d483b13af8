namespace Wayleave.Snapshots;

/// <summary>A virtual key as the authentication handler reads it: a hash and whom it stands for.</summary>
internal sealed class VirtualKeyModel
{
    public required string Id { get; init; }

    /// <summary>Gets the SHA-256 of the key's UTF-8 bytes.</summary>
    public required byte[] Hash { get; init; }

    public required Caller Caller { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public bool Revoked { get; init; }

    /// <summary>Gets what the key may do beyond its own requests.</summary>
    public string[] Permissions { get; init; } = [];
}
