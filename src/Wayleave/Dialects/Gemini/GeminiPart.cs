using System.Text.Json;

namespace Wayleave.Dialects.Gemini;

/// <summary>The raw representation of a part that the hub has no type for, such as executed code; it travels back as it came.</summary>
internal sealed record GeminiPart(JsonElement Json)
{
    // Content never becomes text by accident.
    public override string ToString() => nameof(GeminiPart);
}
