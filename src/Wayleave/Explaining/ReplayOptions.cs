namespace Wayleave;

/// <summary>Under what stored decisions are made again. Not thread-safe while it is being changed.</summary>
public sealed class ReplayOptions
{
    /// <summary>Gets or sets the policy in place of those, and of the preferences, that the requests brought, as a term in JSON; <see langword="null"/> leaves each request its own.</summary>
    /// <remarks>What the operator, the plans and the tenants demand holds as it is configured now.</remarks>
    public string? Policy { get; set; }

    /// <summary>Gets or sets the model in place of the requested ones; <see langword="null"/> leaves each request its own.</summary>
    public string? ModelId { get; set; }
}
