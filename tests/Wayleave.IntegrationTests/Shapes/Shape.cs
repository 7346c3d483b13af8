namespace Wayleave.IntegrationTests.Shapes;

/// <summary>The schema of a kind of answer.</summary>
/// <param name="File">The file of our own schemas.</param>
/// <param name="Name">The schema in it.</param>
/// <param name="VendorSchema">The schema in the vendor's document; null when it has none.</param>
internal sealed record Shape(string File, string Name, string? VendorSchema)
{
    public static readonly Shape Completion = new("openai-chat", "Completion", "CreateChatCompletionResponse");
    public static readonly Shape Chunk = new("openai-chat", "Chunk", "CreateChatCompletionStreamResponse");
    public static readonly Shape Response = new("openai-responses", "Response", "Response");
    public static readonly Shape ResponseEvent = new("openai-responses", "Event", "ResponseStreamEvent");
    public static readonly Shape Embeddings = new("openai-common", "Embeddings", "CreateEmbeddingResponse");

    // The vendor's document knows vectors as lists alone, though its own client asks for the other form.
    public static readonly Shape EncodedEmbeddings = Embeddings with { VendorSchema = null };

    public static readonly Shape Models = new("openai-common", "Models", "ListModelsResponse");
    public static readonly Shape Model = new("openai-common", "Model", "Model");
    public static readonly Shape Error = new("openai-common", "Error", "ErrorResponse");
    public static readonly Shape Message = new("anthropic-messages", "WholeMessage", "Message");
    public static readonly Shape MessageEvent = new("anthropic-messages", "Event", "MessageStreamEvent");

    // What the vendor describes in words alone: the ping, the type of a 413.
    public static readonly Shape MessageSignal = MessageEvent with { VendorSchema = null };
    public static readonly Shape TooLargeError = new("anthropic-messages", "Error", null);

    public static readonly Shape TokenCount = new("anthropic-messages", "TokenCount", "CountMessageTokensResponse");
    public static readonly Shape MessageError = new("anthropic-messages", "Error", "ErrorResponse");

    /// <summary>Gets the vendor: <c>openai</c> or <c>anthropic</c>.</summary>
    public string Vendor => File[..File.IndexOf('-', StringComparison.Ordinal)];
}
