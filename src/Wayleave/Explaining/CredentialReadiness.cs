namespace Wayleave;

/// <summary>How ready a key is to pay for a request.</summary>
public enum CredentialReadiness
{
    /// <summary>The key is set and does not cool down.</summary>
    Ready,

    /// <summary>The key is set, and cools down after a failure that was its own.</summary>
    CoolingDown,

    /// <summary>The key is configured and still has its placeholder.</summary>
    Seeded,

    /// <summary>There is no key.</summary>
    NotConfigured,

    /// <summary>The provider needs none.</summary>
    NotNeeded,
}
