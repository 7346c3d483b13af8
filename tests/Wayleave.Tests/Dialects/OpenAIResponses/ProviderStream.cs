using System.Text.Encodings.Web;
using System.Text.Json;

namespace Wayleave.Tests.Dialects.OpenAIResponses;

/// <summary>A stream as the API sends it, cut into pieces of any size. Made without looking at the codec.</summary>
internal sealed class ProviderStream
{
    public const string Usage =
        """{"input_tokens":11,"input_tokens_details":{"cached_tokens":4},"output_tokens":9,"output_tokens_details":{"reasoning_tokens":3},"total_tokens":20}""";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<string> _events = [];
    private readonly List<string> _items = [];
    private readonly Func<string, IEnumerable<string>> _cut;

    /// <param name="cut">Cuts a text into the pieces that come one by one; null for one piece per text.</param>
    public ProviderStream(Func<string, IEnumerable<string>>? cut = null)
    {
        _cut = cut ?? (text => [text]);
        foreach (var type in (string[])["response.created", "response.in_progress"])
        {
            Event(type, $"\"response\":{Response("in_progress", "null", withItems: false)}");
        }
    }

    public IReadOnlyList<string> Events => _events;

    public ProviderStream Thought(string text, string encrypted)
    {
        var (id, index) = Begin("""{"id":"rs_0","type":"reasoning","summary":[]}""", "rs_0");
        var at = $"\"item_id\":\"{id}\",\"output_index\":{index},\"summary_index\":0";
        Event("response.reasoning_summary_part.added", $$"""{{at}},"part":{"type":"summary_text","text":""}""");
        Pieces("response.reasoning_summary_text.delta", at, text);
        Event("response.reasoning_summary_text.done", $"{at},\"text\":{Quote(text)}");
        Event("response.reasoning_summary_part.done", $$"""{{at}},"part":{"type":"summary_text","text":{{Quote(text)}}}""");
        return End($$"""{"id":"rs_0","type":"reasoning","summary":[{"type":"summary_text","text":{{Quote(text)}}}],"encrypted_content":"{{encrypted}}"}""");
    }

    public ProviderStream Message(params ReadOnlySpan<string> texts)
    {
        var (id, index) = Begin($$"""{"id":"msg_{{_items.Count}}","type":"message","status":"in_progress","content":[],"role":"assistant"}""", $"msg_{_items.Count}");
        var parts = new List<string>();
        foreach (var text in texts)
        {
            var isRefusal = text.StartsWith('!');
            var at = $"\"item_id\":\"{id}\",\"output_index\":{index},\"content_index\":{parts.Count}";
            Event("response.content_part.added", $"{at},\"part\":{Part("", isRefusal)}");
            Pieces(isRefusal ? "response.refusal.delta" : "response.output_text.delta", at, text);
            Event(isRefusal ? "response.refusal.done" : "response.output_text.done", $"{at},\"{(isRefusal ? "refusal" : "text")}\":{Quote(text)}");
            Event("response.content_part.done", $"{at},\"part\":{Part(text, isRefusal)}");
            parts.Add(Part(text, isRefusal));
        }

        return End($$"""{"id":"{{id}}","type":"message","status":"completed","content":[{{string.Join(',', parts)}}],"role":"assistant"}""");
    }

    public ProviderStream Call(string callId, string name, string arguments)
    {
        var (id, index) = Begin($$"""{"id":"fc_{{_items.Count}}","type":"function_call","status":"in_progress","arguments":"","call_id":"{{callId}}","name":"{{name}}"}""", $"fc_{_items.Count}");
        var at = $"\"item_id\":\"{id}\",\"output_index\":{index}";
        Pieces("response.function_call_arguments.delta", at, arguments);
        Event("response.function_call_arguments.done", $"{at},\"arguments\":{Quote(arguments)}");
        return End($$"""{"id":"{{id}}","type":"function_call","status":"completed","arguments":{{Quote(arguments)}},"call_id":"{{callId}}","name":"{{name}}"}""");
    }

    public ProviderStream Search()
    {
        var (id, index) = Begin("""{"id":"ws_0","type":"web_search_call","status":"in_progress"}""", "ws_0");
        Event("response.web_search_call.searching", $"\"item_id\":\"{id}\",\"output_index\":{index}");
        return End("""{"id":"ws_0","type":"web_search_call","status":"completed","action":{"query":"q"}}""");
    }

    public ProviderStream Complete(string status = "completed", string? reason = null)
    {
        Event($"response.{status}", $"\"response\":{Response(status, reason is null ? "null" : $$"""{"reason":"{{reason}}"}""", withItems: true)}");
        return this;
    }

    /// <summary>Gets the complete answer that says the same.</summary>
    public string Whole(string status = "completed") => Response(status, "null", withItems: true);

    public static string Quote(string text) => JsonSerializer.Serialize(text, Plain);

    private static string Part(string text, bool isRefusal) => isRefusal
        ? $$"""{"type":"refusal","refusal":{{Quote(text)}}}"""
        : $$"""{"type":"output_text","annotations":[],"logprobs":[],"text":{{Quote(text)}}}""";

    private string Response(string status, string incomplete, bool withItems) =>
        $$"""{"id":"resp_1","object":"response","created_at":7,"status":"{{status}}","error":null,"incomplete_details":{{incomplete}},"model":"gpt-5.4","output":[{{(withItems ? string.Join(',', _items) : "")}}],"usage":{{(withItems ? Usage : "null")}},"x_new":1}""";

    private (string Id, int Index) Begin(string item, string id)
    {
        Event("response.output_item.added", $"\"output_index\":{_items.Count},\"item\":{item}");
        return (id, _items.Count);
    }

    private ProviderStream End(string item)
    {
        Event("response.output_item.done", $"\"output_index\":{_items.Count},\"item\":{item}");
        _items.Add(item);
        return this;
    }

    private void Pieces(string type, string at, string text)
    {
        foreach (var piece in _cut(text))
        {
            Event(type, $"{at},\"delta\":{Quote(piece)},\"obfuscation\":\"abc\"");
        }
    }

    private void Event(string type, string members) => _events.Add($$"""{"type":"{{type}}","sequence_number":{{_events.Count}},{{members}}}""");
}
