namespace Wayleave.Testing;

/// <summary>OpenAI's Responses.</summary>
internal sealed class ResponsesDialect : WireDialect
{
    public static readonly ResponsesDialect Instance = new();

    public override ReadOnlyMemory<byte> BrokenEvent { get; } =
        "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"delta\":\n\n"u8.ToArray();

    public override string? Complaint(ScriptedRequest request) => ResponsesRules.Complaint(request);

    public override ReadOnlyMemory<byte> Body(ChatAnswer answer) =>
        WireJson.Body(json => new ResponsesEnvelope(answer).WriteDone(json, ResponsesItem.All(answer)));

    public override List<StreamFrame> Stream(ChatAnswer answer) => ResponsesStream.Write(answer);

    public override VendorError Error(ScriptedFault fault) => OpenAIError.Of(fault);

    public override ReadOnlyMemory<byte> ErrorInside(ScriptedFault fault, ChatAnswer? answer) => answer is null
        ? base.ErrorInside(fault, answer)
        : WireJson.Body(json => new ResponsesEnvelope(answer).WriteFailed(json, fault));

    /// <summary>Writes two events: the error by itself, and the response that failed of it.</summary>
    public override ReadOnlyMemory<byte> ErrorEvent(ScriptedFault fault, ChatAnswer? answer, int sent)
    {
        var error = WireJson.Event("error", json =>
        {
            json.WriteNumber("sequence_number", sent);
            json.WriteString("code", fault.Code ?? fault.Type);
            json.WriteString("message", fault.Message);
            json.WriteNull("param");
        });
        return answer is null ? error : (byte[])[.. error.Span, .. Failed(fault, answer, sent + 1).Span];
    }

    private static ReadOnlyMemory<byte> Failed(ScriptedFault fault, ChatAnswer answer, int sequence) => WireJson.Event("response.failed", json =>
    {
        json.WriteNumber("sequence_number", sequence);
        json.WritePropertyName("response");
        new ResponsesEnvelope(answer).WriteFailed(json, fault);
    });
}
