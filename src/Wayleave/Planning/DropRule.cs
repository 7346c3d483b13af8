namespace Wayleave.Planning;

/// <summary>The rule that dropped a candidate.</summary>
public enum DropRule
{
    /// <summary>There is no usable credential in the plan's lane.</summary>
    NoCredential,

    /// <summary>It belongs to another lane.</summary>
    Lane,

    /// <summary>The id names another provider.</summary>
    Provider,

    /// <summary>This version does not speak the provider's dialect, or the request needs another one.</summary>
    Dialect,

    /// <summary>The provider takes no keys of tenants.</summary>
    TenantKeys,

    /// <summary>The deployment or its key cools down.</summary>
    Cooldown,

    /// <summary>The model does not declare what the request needs, or gives no answer as long as it asks for.</summary>
    Capability,

    /// <summary>The request cannot fit into the model's context window.</summary>
    ContextWindow,

    /// <summary>The policy's filter rejects it; the detail is the clause.</summary>
    Policy,

    /// <summary>A fallback target may not be used by this caller.</summary>
    Entitlement,

    /// <summary>A fallback target does not resolve for this caller.</summary>
    Unresolved,

    /// <summary>It cannot do what is asked for: it only chats, or it only embeds.</summary>
    Kind,
}
