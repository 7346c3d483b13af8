namespace Wayleave;

/// <summary>Who is at fault for an error.</summary>
public enum FaultOrigin
{
    /// <summary>The request or its caller.</summary>
    Caller,

    /// <summary>A rule of the operator: entitlement, access, policy.</summary>
    Policy,

    /// <summary>A budget or a limit.</summary>
    Budget,

    /// <summary>The router or its configuration.</summary>
    Router,

    /// <summary>A provider.</summary>
    Provider,
}
