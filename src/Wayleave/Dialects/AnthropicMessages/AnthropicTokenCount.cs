using System.Buffers;
using System.Text.Json;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>The request <c>messages/count_tokens</c>, both ways.</summary>
internal sealed class AnthropicTokenCount : ChatTokenCountCodec
{
    /// <summary>The one instance.</summary>
    public static readonly AnthropicTokenCount Instance = new();

    private AnthropicTokenCount()
    {
    }

    public override WireRequest ReadRequest(ReadOnlyMemory<byte> body) => RequestScanner.Scan(body, isCount: true);

    public override void WriteAnswer(IBufferWriter<byte> output, long tokens)
    {
        using var writer = new Utf8JsonWriter(output, DialectJson.WriterOptions);
        writer.WriteStartObject();
        writer.WriteNumber("input_tokens"u8, tokens);
        writer.WriteEndObject();
        writer.Flush();
    }

    public override Uri GetRequestUri(Uri baseAddress, string model) => AnthropicMessagesDialect.GetCountUri(baseAddress);

    public override void WriteRequest(IBufferWriter<byte> output, in ProviderRequest request)
    {
        // A body that was made to be answered states what this request does not take.
        if (request.Options.Wire is AnthropicWireRequest { IsCount: true } wire && wire.CanSplice(request))
        {
            wire.Splice.Write(output, wire.Body.Span, request.Model);
        }
        else
        {
            RequestEncoder.WriteCount(output, request);
        }
    }

    public override long ReadAnswer(ReadOnlyMemory<byte> body)
    {
        AnswerFault.RequireUtf8(body.Span);
        try
        {
            using var document = JsonDocument.Parse(body, DialectJson.DocumentOptions);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object && JsonText.Find(root, "type"u8) == "error")
            {
                throw AnswerFault.Inside(root);
            }

            return JsonText.FindCount(root, "input_tokens"u8) ?? throw AnswerFault.Malformed("it has no count of input tokens.");
        }
        catch (JsonException)
        {
            throw AnswerFault.Malformed("it is not valid JSON.");
        }
    }
}
