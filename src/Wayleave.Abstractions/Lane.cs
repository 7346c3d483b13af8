namespace Wayleave;

/// <summary>Whose credential pays for a request. Every plan lives in exactly one lane.</summary>
public enum Lane
{
    /// <summary>The platform's pool of accounts, shared by tenants and weighted.</summary>
    Pool,

    /// <summary>The platform's official account with the provider.</summary>
    Platform,

    /// <summary>The tenant's own key. Nothing else ever pays for such a request.</summary>
    Tenant,

    /// <summary>A server that the operator runs; no provider bills for it.</summary>
    SelfHosted,
}
