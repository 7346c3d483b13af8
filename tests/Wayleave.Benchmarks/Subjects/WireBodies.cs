using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Wayleave.Benchmarks;

/// <summary>Bodies as clients and providers send them.</summary>
internal static class WireBodies
{
    // Text as people and agents write it, with the escapes that make a JSON reader slow.
    private const string Sentence = "The quick brown fox jumps over the lazy dog, and \"nobody\" objects.\n";

    public static byte[] Completion { get; } = """
        {"id":"chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT","object":"chat.completion","created":1741569952,"model":"gpt-5.4-2026-03-01","choices":[{"index":0,"message":{"role":"assistant","content":"Hello! How can I help you today?","refusal":null,"annotations":[]},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":60,"completion_tokens":9,"total_tokens":69,"prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}},"service_tier":"default","system_fingerprint":"fp_44709d6fcb"}
        """u8.ToArray();

    public static byte[] Chunk { get; } = """
        {"id":"chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT","object":"chat.completion.chunk","created":1741569952,"model":"gpt-5.4-2026-03-01","service_tier":"default","system_fingerprint":"fp_44709d6fcb","choices":[{"index":0,"delta":{"content":" word"},"logprobs":null,"finish_reason":null}]}
        """u8.ToArray();

    public static byte[] RateLimited { get; } = """
        {"error":{"message":"Rate limit reached for gpt-5.4 in organization org-x on tokens per min (TPM): Limit 30000, Used 29000, Requested 2000. Please try again in 2s.","type":"tokens","param":null,"code":"rate_limit_exceeded"}}
        """u8.ToArray();

    /// <summary>Makes a request of about a size: a long one is a conversation of many messages.</summary>
    public static byte[] Request(int size, string model = "cheap/gpt-5.4", bool stream = false)
    {
        var buffer = new ArrayBufferWriter<byte>(size + 1024);
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("model", model);
        json.WriteNumber("temperature", 0.2);
        json.WriteNumber("max_tokens", 256);
        if (stream)
        {
            json.WriteBoolean("stream", true);
        }

        json.WriteStartArray("messages");
        WriteMessage(json, "system", "You are a helpful assistant. Answer briefly.");
        var turn = 0;
        do
        {
            var left = size - (int)(json.BytesCommitted + json.BytesPending);
            WriteMessage(json, turn++ % 2 == 0 ? "user" : "assistant", Text(Math.Clamp(left - 50, 20, 700)));
        }
        while (json.BytesCommitted + json.BytesPending + 60 < size);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteMessage(Utf8JsonWriter json, string role, string content)
    {
        json.WriteStartObject();
        json.WriteString("role", role);
        json.WriteString("content", content);
        json.WriteEndObject();
    }

    private static string Text(int length)
    {
        var text = new StringBuilder(length + Sentence.Length);
        while (text.Length < length)
        {
            text.Append(Sentence);
        }

        return text.ToString(0, length);
    }
}
