namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>An item of the input.</summary>
/// <param name="Range">Where it stands in the body.</param>
/// <param name="Kind">What it is.</param>
internal readonly record struct ScannedItem(ByteRange Range, ItemKind Kind);
