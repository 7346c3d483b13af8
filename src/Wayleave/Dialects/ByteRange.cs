namespace Wayleave.Dialects;

/// <summary>Where a value stands in a body.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="Length">Its length in bytes.</param>
internal readonly record struct ByteRange(int Start, int Length);
