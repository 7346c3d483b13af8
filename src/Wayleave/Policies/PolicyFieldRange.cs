namespace Wayleave.Policies;

/// <summary>A field and what the candidates of a caller have in it now, as policies see them: with the defaults of those that have none.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
/// <param name="Field">The field.</param>
/// <param name="Minimum">The least finite number; <see langword="null"/> for another sort, or when no candidate has a finite one.</param>
/// <param name="Maximum">The greatest finite number; likewise.</param>
/// <param name="Values">The words of a category that occur, in order; empty for another sort.</param>
/// <param name="Known">How many candidates have a finite number, a flag that is yes, or a word.</param>
/// <param name="Candidates">How many candidates there are.</param>
public sealed record PolicyFieldRange(
    PolicyField Field, double? Minimum, double? Maximum, IReadOnlyList<string> Values, int Known, int Candidates);
