using System.Text;
using Wayleave.Configuration;
using Wayleave.Dialects;
using Wayleave.Dialects.AnthropicMessages;
using Wayleave.Dialects.Gemini;
using Wayleave.Dialects.OpenAIChat;
using Wayleave.Dialects.OpenAIResponses;

namespace Wayleave.Benchmarks;

/// <summary>A dialect with what is sent and received in it. Texts are the same in all dialects.</summary>
internal static class CodecSubject
{
    public static ProviderDialect Find(string name) => name switch
    {
        DialectName.OpenAIChat => OpenAIChatDialect.Instance,
        DialectName.OpenAIResponses => OpenAIResponsesDialect.Instance,
        DialectName.AnthropicMessages => AnthropicMessagesDialect.Instance,
        _ => GeminiDialect.Instance,
    };

    /// <summary>Makes a caller's request of about a size.</summary>
    public static byte[] Request(string name, int size)
    {
        var body = WireBodies.Request(size);
        if (name != DialectName.OpenAIResponses)
        {
            return body;
        }

        // The same conversation under the names that this dialect has for its members.
        return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body)
            .Replace("\"messages\":[", "\"input\":[", StringComparison.Ordinal)
            .Replace("\"max_tokens\":", "\"max_output_tokens\":", StringComparison.Ordinal));
    }

    /// <summary>Gets an event in the middle of a stream, its type first.</summary>
    public static (string Type, byte[] Data) Chunk(string name) => name switch
    {
        DialectName.OpenAIChat => ("message", WireBodies.Chunk),
        DialectName.OpenAIResponses => ("response.output_text.delta", """
            {"type":"response.output_text.delta","item_id":"msg_67c9fdcf37fc8190ba82116e33fb28c507b8b0ad4e5eb654","output_index":0,"content_index":0,"delta":" word","logprobs":[],"sequence_number":17,"obfuscation":"TmVfvMsQ5r"}
            """u8.ToArray()),
        DialectName.AnthropicMessages => ("content_block_delta", """
            {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" word"}}
            """u8.ToArray()),
        _ => ("message", """
            {"candidates":[{"content":{"parts":[{"text":" word"}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":60,"candidatesTokenCount":9,"totalTokenCount":69},"modelVersion":"gemini-3-pro","responseId":"mAitaLmkHPPlz7IPvtfUqQ4"}
            """u8.ToArray()),
    };

    /// <summary>Gets the events in front of it, without which it could not be read.</summary>
    public static IEnumerable<(string Type, byte[] Data)> Opening(string name) => name switch
    {
        DialectName.OpenAIResponses =>
        [
            ("response.created", """{"type":"response.created","sequence_number":0,"response":{"id":"resp_1","object":"response","created_at":1741569952,"status":"in_progress","model":"gpt-5.4","output":[]}}"""u8.ToArray()),
            ("response.output_item.added", """{"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"id":"msg_67c9fdcf37fc8190ba82116e33fb28c507b8b0ad4e5eb654","type":"message","status":"in_progress","role":"assistant","content":[]}}"""u8.ToArray()),
            ("response.content_part.added", """{"type":"response.content_part.added","sequence_number":2,"item_id":"msg_67c9fdcf37fc8190ba82116e33fb28c507b8b0ad4e5eb654","output_index":0,"content_index":0,"part":{"type":"output_text","text":"","annotations":[]}}"""u8.ToArray()),
        ],
        DialectName.AnthropicMessages =>
        [
            ("message_start", """{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-opus-5","content":[],"usage":{"input_tokens":60,"output_tokens":1}}}"""u8.ToArray()),
            ("content_block_start", """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"""u8.ToArray()),
        ],
        _ => [],
    };
}
