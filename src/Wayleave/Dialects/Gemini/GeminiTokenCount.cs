using System.Buffers;
using System.Text.Json;

namespace Wayleave.Dialects.Gemini;

/// <summary>The request <c>countTokens</c>.</summary>
internal sealed class GeminiTokenCount : TokenCountCodec
{
    /// <summary>The one instance.</summary>
    public static readonly GeminiTokenCount Instance = new();

    private GeminiTokenCount()
    {
    }

    public override Uri GetRequestUri(Uri baseAddress, string model) => GeminiDialect.GetMethodUri(baseAddress, model, "countTokens");

    // The whole request inside, rather than its contents alone: only so do the system instruction and the tools count.
    public override void WriteRequest(IBufferWriter<byte> output, in ProviderRequest request)
    {
        var (collection, name) = GeminiDialect.Split(request.Model);
        using var writer = new Utf8JsonWriter(output, DialectJson.WriterOptions);
        writer.WriteStartObject();
        writer.WriteStartObject("generateContentRequest"u8);
        writer.WriteString("model"u8, $"{collection}/{name}");
        RequestEncoder.WriteMembers(writer, request);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
    }

    public override long ReadAnswer(ReadOnlyMemory<byte> body)
    {
        try
        {
            var root = JsonElement.Parse(body.Span, DialectJson.DocumentOptions);
            if (root.ValueKind == JsonValueKind.Object && JsonText.TryFind(root, "error"u8, out _))
            {
                throw GeminiError.Inside(root);
            }

            return JsonText.FindCount(root, "totalTokens"u8) ?? throw AnswerFault.Malformed("it has no count of tokens.");
        }
        catch (JsonException)
        {
            throw AnswerFault.Malformed("it is not valid JSON.");
        }
    }
}
