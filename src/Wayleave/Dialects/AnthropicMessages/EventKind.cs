namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>The kinds of events in a stream.</summary>
internal enum EventKind
{
    MessageStart,
    BlockStart,
    BlockDelta,
    BlockStop,
    MessageDelta,
    MessageStop,
    Ping,
    Error,

    /// <summary>A kind that came after this version; passed on, otherwise ignored.</summary>
    Other,
}
