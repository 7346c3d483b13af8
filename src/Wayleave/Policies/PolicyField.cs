namespace Wayleave.Policies;

/// <summary>A field through which policies see a candidate.</summary>
/// <param name="Name">The name as terms write it.</param>
/// <param name="Sort">How it is read.</param>
/// <param name="Default">What a candidate without it is taken to have: a number, or 0 and 1 for no and yes. Without meaning for a category.</param>
/// <param name="Source">Where its values come from, for people.</param>
public sealed record PolicyField(string Name, PolicyFieldSort Sort, double Default, string Source);
