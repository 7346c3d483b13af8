namespace Wayleave.Planning;

/// <summary>Something that was considered and dropped, and by which rule.</summary>
/// <param name="Id">The deployment, with its credential's id where there is one, or the model id of a fallback target.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Detail">The rule's own words, or <see langword="null"/>. Holds no secret.</param>
public readonly record struct DroppedCandidate(string Id, DropRule Rule, string? Detail = null);
