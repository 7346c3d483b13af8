namespace Wayleave.Testing;

/// <summary>Gemini's <c>generateContent</c> and what stands beside it.</summary>
internal sealed class GeminiDialect : WireDialect
{
    public static readonly GeminiDialect Instance = new();

    public override ReadOnlyMemory<byte> BrokenEvent { get; } = "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\n\n"u8.ToArray();

    public override bool CanAnswer(ScriptedRequest request) =>
        request.Operation == ScriptedOperation.Embeddings ? GeminiEmbeddings.IsRequest(request) : base.CanAnswer(request);

    public override IEnumerable<string?> Keys(ScriptedRequest request) => [request.Headers.GetValueOrDefault("x-goog-api-key"), Bearer(request)];

    public override string? Complaint(ScriptedRequest request) => GeminiRules.Complaint(request);

    public override ReadOnlyMemory<byte> Body(ChatAnswer answer) => GeminiJson.Write(answer);

    public override List<StreamFrame> Stream(ChatAnswer answer) => GeminiStream.Write(answer);

    public override VendorError Error(ScriptedFault fault) => GeminiError.Of(fault);

    public override ReadOnlyMemory<byte> ErrorEvent(ScriptedFault fault, ChatAnswer? answer, int sent) => GeminiError.Event(fault);

    public override ReadOnlyMemory<byte> TokenCount(int tokens) => WireJson.Body(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("totalTokens", tokens);
        json.WriteEndObject();
    });

    public override ReadOnlyMemory<byte> Embeddings(ScriptedRequest request, ScriptedReply reply) => GeminiEmbeddings.Write(request);
}
