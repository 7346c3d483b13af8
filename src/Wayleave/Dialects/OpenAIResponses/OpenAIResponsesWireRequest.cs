using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>A Responses request as it came. Used by one request at a time; not thread-safe.</summary>
/// <remarks>The instructions are the first message, so that who reads or masks messages meets them too.</remarks>
internal sealed class OpenAIResponsesWireRequest(
    OpenAIResponsesDialect dialect, ScannedOptions stated, SplicePlan splice, ScannedInput input, ByteRange? instructions, bool noLog, DialectPin? pin)
    : ScannedWireRequest(stated, splice, input.Count + (instructions is null ? 0 : 1), noLog)
{
    public override ChatDialect Dialect => dialect;

    public override DialectPin? Pin => pin;

    /// <summary>Gets a value that tells whether the input has ids that this router made, which no provider may see.</summary>
    public bool HasMadeIds => input.HasMadeIds;

    /// <summary>Gets a value that tells whether the caller wants thoughts with their seals, so as to send them along next time.</summary>
    public override bool WantsSeals => FindValue(RequestField.Include) is { ValueKind: JsonValueKind.Array } include
        && include.EnumerateArray().Any(static item => item.ValueKind == JsonValueKind.String && item.ValueEquals("reasoning.encrypted_content"u8));

    protected internal override ChatMessage DecodeMessage(int index)
    {
        var body = Body.Span;
        if (instructions is { } range)
        {
            if (index == 0)
            {
                return new ChatMessage(ChatRole.System, TextAt(body, range)) { RawRepresentation = InstructionsMark.Instance };
            }

            index--;
        }

        return input.Text is { } text ? new ChatMessage(ChatRole.User, TextAt(body, text)) : InputDecoder.Decode(body, input[index]);
    }

    protected override RequestField FindField(ref Utf8JsonReader reader) => RequestFields.Find(ref reader);

    protected override bool IsStructural(RequestField field) => RequestFields.IsStructural(field);

    private static string TextAt(ReadOnlySpan<byte> body, ByteRange range) => JsonText.Unescape(body.Slice(range.Start + 1, range.Length - 2));
}
