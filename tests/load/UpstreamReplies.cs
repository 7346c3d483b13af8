using System.Globalization;
using System.Text;

namespace Wayleave.Load;

/// <summary>The upstream's answers, byte for byte as they go over the wire, made once.</summary>
internal static class UpstreamReplies
{
    public const int Chunks = 64;

    /// <summary>The first text of every answer; whoever sees it has the first content.</summary>
    public const string FirstWord = "Certainly";

    private const string Created = "\"created\":1741569952,\"model\":\"gpt-5.4\",\"system_fingerprint\":\"fp_44709d6fcb\"";

    public static byte[] Complete { get; } = MakeComplete();

    /// <summary>Gets the head and the first chunk, then each chunk for itself; the last one holds the terminal marker and the end.</summary>
    public static byte[][] Stream { get; } = MakeStream(usage: false);

    public static byte[][] StreamWithUsage { get; } = MakeStream(usage: true);

    private static byte[] MakeComplete()
    {
        var body = $$$"""
            {"id":"chatcmpl-load","object":"chat.completion",{{{Created}}},"choices":[{"index":0,"message":{"role":"assistant","content":"{{{FirstWord}}}! How can I help you today?","refusal":null,"annotations":[]},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":60,"completion_tokens":9,"total_tokens":69,"prompt_tokens_details":{"cached_tokens":0},"completion_tokens_details":{"reasoning_tokens":0}},"service_tier":"default"}
            """;
        return Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
    }

    private static byte[][] MakeStream(bool usage)
    {
        var parts = new List<string>
        {
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                + Event("\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"logprobs\":null,\"finish_reason\":null}]"),
        };
        for (var index = 0; index < Chunks; index++)
        {
            var word = index == 0 ? FirstWord : " word";
            parts.Add(Event($$"""
                "choices":[{"index":0,"delta":{"content":"{{word}}"},"logprobs":null,"finish_reason":null}]
                """));
        }

        var end = Event("\"choices\":[{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\"stop\"}]");
        if (usage)
        {
            end += Event("\"choices\":[],\"usage\":{\"prompt_tokens\":60,\"completion_tokens\":64,\"total_tokens\":124}");
        }

        parts.Add(end + Frame("data: [DONE]\n\n") + "0\r\n\r\n");
        return [.. parts.Select(Encoding.ASCII.GetBytes)];
    }

    private static string Event(string rest) => Frame($"data: {{\"id\":\"chatcmpl-load\",\"object\":\"chat.completion.chunk\",{Created},{rest}}}\n\n");

    private static string Frame(string data) => $"{data.Length:x}\r\n{data}\r\n";
}
