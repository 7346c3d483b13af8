namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>A message of the hub as it stands in the body.</summary>
/// <param name="Range">The bytes: the system prompt's value, or a whole message.</param>
/// <param name="Part">Which part of them.</param>
internal readonly record struct WireEntry(ByteRange Range, WirePart Part);
