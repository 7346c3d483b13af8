using System.Text.Json;

namespace Wayleave.IntegrationTests.Shapes;

/// <summary>The order of Messages: the start, blocks one after the other, the delta of the message, the stop; pings anywhere.</summary>
internal sealed class MessageEventOrder : EventOrder
{
    private int _started = -1;
    private bool _isOpen;
    private bool _hasStart;
    private bool _hasDelta;
    private string? _kind;

    protected override Shape ShapeOf(JsonElement json) =>
        json.TryGetProperty("type", out var type) && type.ValueEquals("error") ? Shape.MessageError
        : type.ValueKind == JsonValueKind.String && type.ValueEquals("ping") ? Shape.MessageSignal
        : Shape.MessageEvent;

    protected override IEnumerable<string> Check(string eventType, JsonElement json) => CheckName(eventType, json).Concat(CheckPlace(eventType, json));

    private IEnumerable<string> CheckPlace(string eventType, JsonElement json)
    {
        var fault = eventType switch
        {
            "error" or "ping" => null,
            "message_start" => _hasStart ? "A second start" : null,
            _ when !_hasStart => "The message has not started",
            "content_block_start" => _isOpen || _hasDelta || Index(json) != _started + 1 ? "A block out of its turn" : null,
            "content_block_delta" => !_isOpen || Index(json) != _started ? "A delta of a block that is not open" : Mismatch(json),
            "content_block_stop" => !_isOpen || Index(json) != _started ? "The stop of a block that is not open" : null,
            "message_delta" => _isOpen || _hasDelta ? "The message's delta out of its turn" : null,
            "message_stop" => !_hasDelta ? "The stop without the message's delta" : null,
            _ => null,
        };
        Note(eventType, json);
        return fault is null ? [] : [fault];
    }

    private void Note(string eventType, JsonElement json)
    {
        _hasStart |= eventType == "message_start";
        _hasDelta |= eventType == "message_delta";
        HasEnded = eventType is "message_stop" or "error";
        if (eventType == "content_block_start")
        {
            (_isOpen, _started, _kind) = (true, Index(json), json.GetProperty("content_block").GetProperty("type").GetString());
        }

        _isOpen &= eventType != "content_block_stop";
    }

    private string? Mismatch(JsonElement json)
    {
        var kind = json.GetProperty("delta").GetProperty("type").GetString();
        return kind switch
        {
            "text_delta" or "citations_delta" => _kind == "text",
            "thinking_delta" or "signature_delta" => _kind == "thinking",
            "input_json_delta" => _kind!.EndsWith("tool_use", StringComparison.Ordinal),
            _ => true,
        } ? null : $"A delta '{kind}' in a block '{_kind}'";
    }

    private static int Index(JsonElement json) => json.GetProperty("index").GetInt32();
}
