namespace Wayleave.Testing;

/// <summary>How a fault shows on the wire.</summary>
internal enum FaultKind
{
    /// <summary>An HTTP status with an error body.</summary>
    HttpError,

    /// <summary>A TCP reset before any byte of the answer.</summary>
    Reset,

    /// <summary>The connection ends inside the answer.</summary>
    Cut,

    /// <summary>The stream ends cleanly with everything but its terminal marker.</summary>
    NoTerminalMarker,

    /// <summary>The stream ends cleanly in the middle.</summary>
    EarlyEnd,

    /// <summary>An error object where an answer or a chunk belongs.</summary>
    ErrorInside,

    /// <summary>JSON that does not parse.</summary>
    MalformedJson,

    /// <summary>Status 200 and no body.</summary>
    EmptyBody,

    /// <summary>No byte of an answer, ever.</summary>
    Stall,

    /// <summary>The answer stops in the middle, the connection stays.</summary>
    StallInside,
}
