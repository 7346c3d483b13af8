namespace Wayleave.Dialects.OpenAIChat;

/// <summary>Where a message stands in a body.</summary>
/// <param name="Range">The message.</param>
/// <param name="Text">Of a plain message, a role and a text and nothing else, the inside of the text's quotation marks.</param>
/// <param name="Role">Of a plain message the position of its role in <see cref="MessageScan.RoleNames"/>, otherwise -1.</param>
internal readonly record struct ScannedMessage(ByteRange Range, ByteRange Text, int Role);
