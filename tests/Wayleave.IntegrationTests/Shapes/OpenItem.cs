using System.Text;
using System.Text.Json;

namespace Wayleave.IntegrationTests.Shapes;

/// <summary>An item of a streamed response whose end has not come.</summary>
internal sealed class OpenItem(string? id)
{
    private readonly StringBuilder _text = new();
    private int _parts;

    public string? Id => id;

    public bool HasOpenPart { get; private set; }

    /// <summary>Gets what is out of place about an event of this item, or null.</summary>
    public string? Check(string eventType, JsonElement json)
    {
        if (eventType is "response.content_part.added" or "response.reasoning_summary_part.added")
        {
            var fault = HasOpenPart || PartOf(json) != _parts ? "A part out of its turn" : null;
            HasOpenPart = true;
            _parts++;
            _text.Clear();
            return fault;
        }

        if (PartOf(json) is { } part && (!HasOpenPart || part != _parts - 1))
        {
            return "It belongs to no open part";
        }

        if (eventType is "response.content_part.done" or "response.reasoning_summary_part.done")
        {
            HasOpenPart = false;
            return null;
        }

        return CheckText(eventType, json);
    }

    private string? CheckText(string eventType, JsonElement json)
    {
        if (eventType.EndsWith(".delta", StringComparison.Ordinal) && json.TryGetProperty("delta", out var delta) && delta.ValueKind == JsonValueKind.String)
        {
            _text.Append(delta.GetString());
            return null;
        }

        var whole = eventType switch
        {
            "response.output_text.done" or "response.reasoning_summary_text.done" or "response.reasoning_text.done" => "text",
            "response.refusal.done" => "refusal",
            "response.function_call_arguments.done" => "arguments",
            _ => null,
        };
        return whole is null || json.GetProperty(whole).GetString() == _text.ToString() ? null : "It does not say what its deltas said";
    }

    private static int? PartOf(JsonElement json) =>
        json.TryGetProperty("content_index", out var index) || json.TryGetProperty("summary_index", out index) ? index.GetInt32() : null;
}
