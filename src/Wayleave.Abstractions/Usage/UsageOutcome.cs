namespace Wayleave;

/// <summary>How a request ended.</summary>
public enum UsageOutcome
{
    /// <summary>The caller received a complete answer.</summary>
    Succeeded,

    /// <summary>Every attempt failed, or the answer broke off after it had begun.</summary>
    Failed,

    /// <summary>The caller went away.</summary>
    Cancelled,

    /// <summary>The router refused before anything was sent.</summary>
    Refused,
}
