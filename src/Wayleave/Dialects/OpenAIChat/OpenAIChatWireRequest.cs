using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIChat;

/// <summary>A Chat Completions request as it came. Used by one request at a time; not thread-safe.</summary>
internal sealed class OpenAIChatWireRequest(OpenAIChatDialect dialect, ScannedOptions stated, SplicePlan splice, ByteRange[] messages, bool noLog)
    : ScannedWireRequest(stated, splice, messages.Length, noLog)
{
    public override ChatDialect Dialect => dialect;

    protected internal override ChatMessage DecodeMessage(int index) =>
        MessageDecoder.Decode(Body.Span.Slice(messages[index].Start, messages[index].Length));

    protected override RequestField FindField(ref Utf8JsonReader reader) => RequestFields.Find(ref reader);

    protected override bool IsStructural(RequestField field) => RequestFields.IsStructural(field);
}
