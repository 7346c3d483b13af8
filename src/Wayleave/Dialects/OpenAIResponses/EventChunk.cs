namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>An event of this dialect as it came.</summary>
internal sealed class EventChunk(ReadOnlyMemory<byte> data, bool hasContent) : WireChunk(OpenAIResponsesDialect.Instance, data, hasContent)
{
    /// <summary>Gets the event's type.</summary>
    public required string EventType { get; init; }
}
