namespace Wayleave.Testing;

/// <summary>What a frame is, as far as faults care.</summary>
internal enum StreamFrameKind
{
    /// <summary>The role chunk.</summary>
    Opening,

    /// <summary>Text, reasoning, a refusal or a tool call; also every piece of a raw stream.</summary>
    Content,

    /// <summary>The finish reason or the usage.</summary>
    Closing,

    /// <summary>The marker that the stream is whole.</summary>
    Terminal,
}
