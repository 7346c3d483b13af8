namespace Wayleave;

/// <summary>An id that leads to nobody who could serve.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
/// <param name="Id">The id as it was given.</param>
/// <param name="Reason">Why it leads nowhere.</param>
/// <param name="Nearest">Up to three ids that may have been meant, the nearest first; empty where the id itself is known.</param>
public sealed record UnroutableId(string Id, string Reason, IReadOnlyList<string> Nearest);
