using Microsoft.Extensions.AI;

namespace Wayleave.Dialects;

/// <summary>What one server-sent event of a provider said.</summary>
/// <param name="Update">The update, or null when the event carries none (a comment, a ping, the terminal marker).</param>
/// <param name="IsTerminal">Whether this was the dialect's terminal marker, or an end that needs none.</param>
internal readonly record struct StreamEvent(ChatResponseUpdate? Update, bool IsTerminal);
