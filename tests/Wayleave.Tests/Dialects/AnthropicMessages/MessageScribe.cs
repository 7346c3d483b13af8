using Wayleave.Tests.Dialects.OpenAIChat;

namespace Wayleave.Tests.Dialects.AnthropicMessages;

/// <summary>Writes random requests and answers of this dialect, and what must become of them, without looking at the codec.</summary>
internal sealed class MessageScribe(int seed)
{
    public const string Upstream = "upstream/model-1";

    private readonly JsonScribe _scribe = new(seed);

    public (string Text, string Expected) Request()
    {
        var members = new List<(string Name, string Value, string? Becomes)>
        {
            ("model", $"\"{_scribe.Disguise("cheap/claude")}\"", $"\"{Upstream}\""),
            Same("messages", Messages()),
            Same("max_tokens", "4096"),
        };
        (string Name, string[] Values)[] optional =
        [
            ("system", ["\"be brief\"", _scribe.Array([Block("text"), Block("text")])]),
            ("stream", ["true", "true"]),
            ("temperature", ["0.7", "1.000"]),
            ("top_k", ["40", "5"]),
            ("stop_sequences", ["[\"a\",\"\\u0062\"]", "[]"]),
            ("tool_choice", ["{\"type\":\"auto\",\"x\":1e400}", "{\"type\":\"later\"}", "{\"type\":\"any\",\"disable_parallel_tool_use\":false}"]),
            ("thinking", ["{\"type\":\"enabled\",\"budget_tokens\":2000}", "{\"type\":\"adaptive\",\"x\":[]}", "null"]),
            ("output_config", ["{\"effort\":\"max\",\"task_budget\":{\"x\":1.0}}", "{\"format\":{\"type\":\"json_schema\",\"schema\":{\"x\":1.0}}}"]),
            ("metadata", ["{\"user_id\":\"u\",\"x\":-0}"]),
            ("service_tier", ["\"auto\""]),
            ("tools", ["[ {\"name\":\"f\",\"input_schema\":{\"y\":[ -0 ]},\"cache_control\":{\"type\":\"ephemeral\"}} , {\"type\":\"web_search_20250305\",\"name\":\"w\"} ]"]),
        ];
        members.AddRange(optional.Where(_ => _scribe.Next(3) == 0).Select(o => Same(o.Name, _scribe.Pick<string>(o.Values))));
        if (_scribe.Flip())
        {
            members.Add(("no_log", _scribe.Pick("true", "false", "null"), null));
        }

        if (_scribe.Flip())
        {
            members.Add(("policy_ir", "null", null));
        }

        members = [.. members.Select(m => ($"\"{_scribe.Disguise(m.Name)}\"", m.Value, m.Becomes))];
        members.AddRange(Enumerable.Range(0, _scribe.Next(5)).Select(_ => Same(_scribe.Name(), _scribe.Value())));
        return _scribe.Render(_scribe.Shuffle(members));
    }

    public string Answer() => _scribe.Space() + _scribe.Object(_scribe.Among(
        ("id", "\"msg_1\""), ("type", "\"message\""), ("role", "\"assistant\""), ("model", "\"m\""), ("stop_reason", "\"end_turn\""), ("stop_sequence", "null"),
        ("usage", "{\"input_tokens\":1,\"output_tokens\":2}"), ("content", _scribe.Array(Enumerable.Range(0, _scribe.Next(4)).Select(_ => Block(_scribe.Pick("text", "thinking", "tool_use", "server_tool_use"))))))) + _scribe.Space();

    private static (string, string, string?) Same(string name, string value) => (name, value, value);

    // Sides take turns, and results come first, as the API wants it.
    private string Messages()
    {
        var isUser = _scribe.Flip();
        return _scribe.Array(Enumerable.Range(0, 1 + _scribe.Next(4)).Select(_ =>
        {
            isUser = !isUser;
            var content = _scribe.Next(3) == 0 ? "\"plain\"" : _scribe.Array(isUser ? UserBlocks() : AssistantBlocks());
            return _scribe.Object(_scribe.Among(("role", isUser ? "\"user\"" : "\"assistant\""), ("content", content)));
        }));
    }

    private IEnumerable<string> UserBlocks() =>
        Enumerable.Range(0, _scribe.Next(3)).Select(_ => Block("tool_result"))
            .Concat(Enumerable.Range(0, 1 + _scribe.Next(3)).Select(_ => Block(_scribe.Pick("text", "image", "document", "search_result")))).ToArray();

    private IEnumerable<string> AssistantBlocks() =>
        Enumerable.Range(0, 1 + _scribe.Next(4)).Select(_ => Block(_scribe.Pick("text", "thinking", "redacted_thinking", "tool_use", "server_tool_use"))).ToArray();

    private string Block(string kind) => _scribe.Object(_scribe.Among(
    [
        ("type", $"\"{kind}\""),
        .. kind switch
        {
            // A text alone may be a block or a string, and nobody promises which; one with a mark is a block.
            "text" => (IEnumerable<(string, string)>)[("text", _scribe.Text()), ("cache_control", "{\"type\":\"ephemeral\"}")],
            "image" => [("source", Source("image/png"))],
            "document" => [("source", Source("application/pdf")), ("title", "\"t\"")],
            "thinking" => [("thinking", _scribe.Text()), ("signature", "\"c2ln\"")],
            "redacted_thinking" => [("data", "\"cmVk\"")],
            "tool_use" => [("id", "\"t.1\""), ("name", "\"f\""), ("input", _scribe.Object([(_scribe.Name(), _scribe.Value())]))],
            "tool_result" => [("tool_use_id", "\"t.1\""), ("content", _scribe.Flip() ? "\"r\"" : _scribe.Array([Block("text"), Block("image")])), ("is_error", _scribe.Pick("true", "false"))],
            "search_result" => [("source", "\"https://x.test\""), ("content", _scribe.Value())],
            _ => [("id", "\"s\""), ("name", "\"web_search\""), ("input", _scribe.Value())],
        },
    ]));

    private string Source(string mediaType) => _scribe.Next(4) switch
    {
        0 => "{\"type\":\"url\",\"url\":\"https://x.test/a?b=%20c\"}",
        1 => "{\"type\":\"file\",\"file_id\":\"file_1\"}",
        2 => $"{{\"type\":\"base64\",\"media_type\":\"{mediaType}\",\"data\":\"AAAA\"}}",
        _ => _scribe.Object(_scribe.Among(("type", "\"later\""))),
    };
}
