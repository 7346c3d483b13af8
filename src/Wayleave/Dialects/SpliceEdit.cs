namespace Wayleave.Dialects;

/// <summary>One edit of the original bytes.</summary>
/// <param name="Start">The first byte that is left out.</param>
/// <param name="End">The first byte that is kept again; equal to <paramref name="Start"/> for an insertion.</param>
/// <param name="Text">What comes in between.</param>
internal readonly record struct SpliceEdit(int Start, int End, SpliceText Text);
