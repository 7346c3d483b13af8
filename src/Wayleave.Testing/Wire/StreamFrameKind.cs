namespace Wayleave.Testing;

/// <summary>What a frame is, as far as faults care.</summary>
internal enum StreamFrameKind
{
    /// <summary>What every stream begins with, before any content: a role, an envelope. No fault strikes before it.</summary>
    Opening,

    /// <summary>Text, reasoning, a refusal or a tool call; also every piece of a raw stream.</summary>
    Content,

    /// <summary>What opens and closes the parts of an answer, between the contents.</summary>
    Structure,

    /// <summary>The finish reason or the usage.</summary>
    Closing,

    /// <summary>The marker that the stream is whole.</summary>
    Terminal,
}
