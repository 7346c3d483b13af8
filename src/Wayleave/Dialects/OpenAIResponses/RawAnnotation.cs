using System.Text.Json;

namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>The raw representation of an annotation: as the provider made it.</summary>
internal sealed record RawAnnotation(JsonElement Json)
{
    // Content never becomes text by accident.
    public override string ToString() => nameof(RawAnnotation);
}
