namespace Wayleave.Testing;

/// <summary>OpenAI's Chat Completions.</summary>
internal sealed class CompletionDialect : WireDialect
{
    public static readonly CompletionDialect Instance = new();

    public override ReadOnlyMemory<byte> BrokenEvent { get; } = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\n\n"u8.ToArray();

    public override bool CanAnswer(ScriptedRequest request) =>
        request.Operation == ScriptedOperation.Embeddings ? OpenAIEmbeddings.IsRequest(request.Prompt) : base.CanAnswer(request);

    public override string? Complaint(ScriptedRequest request) => CompletionRules.Complaint(request);

    public override ReadOnlyMemory<byte> Body(ChatAnswer answer) => CompletionJson.Write(answer);

    public override List<StreamFrame> Stream(ChatAnswer answer) => CompletionStream.Write(answer, CompletionPrompt.WantsUsage(answer.Prompt));

    public override VendorError Error(ScriptedFault fault) => OpenAIError.Of(fault);

    public override ReadOnlyMemory<byte> ErrorEvent(ScriptedFault fault, ChatAnswer? answer, int sent) => OpenAIError.Event(fault);

    public override ReadOnlyMemory<byte> Embeddings(ScriptedRequest request, ScriptedReply reply) => OpenAIEmbeddings.Write(request, reply);
}
