namespace Wayleave.Testing;

/// <summary>Anthropic's Messages. Its versions differ in what they accept, not in what they answer.</summary>
internal sealed class MessagesDialect : WireDialect
{
    public static readonly MessagesDialect Instance = new();

    public override ReadOnlyMemory<byte> BrokenEvent { get; } =
        "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"text\":\n\n"u8.ToArray();

    public override string RequestIdHeader => "request-id";

    public override IEnumerable<string?> Keys(ScriptedRequest request) => [request.Headers.GetValueOrDefault("x-api-key"), Bearer(request)];

    public override string? Complaint(ScriptedRequest request) => MessagesRules.Complaint(request);

    public override ReadOnlyMemory<byte> Body(ChatAnswer answer) => MessagesJson.Write(answer);

    public override List<StreamFrame> Stream(ChatAnswer answer) => MessagesStream.Write(answer);

    public override VendorError Error(ScriptedFault fault) => MessagesError.Of(fault);

    public override ReadOnlyMemory<byte> ErrorEvent(ScriptedFault fault, ChatAnswer? answer, int sent) => MessagesError.Event(fault);

    public override ReadOnlyMemory<byte> TokenCount(int tokens) => WireJson.Body(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("input_tokens", tokens);
        json.WriteEndObject();
    });
}
