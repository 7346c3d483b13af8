using System.Text.Json;

namespace Wayleave.IntegrationTests.Shapes;

/// <summary>The order of Responses: numbered without a gap, each item from its announcement to its end, and a whole at the end that says the same.</summary>
internal sealed class ResponseEventOrder : EventOrder
{
    private readonly Dictionary<int, OpenItem> _open = [];
    private readonly SortedDictionary<int, JsonElement> _done = [];
    private long _number;
    private int _added;

    protected override Shape ShapeOf(JsonElement json) => Shape.ResponseEvent;

    protected override IEnumerable<string> Check(string eventType, JsonElement json)
    {
        foreach (var fault in CheckName(eventType, json))
        {
            yield return fault;
        }

        var number = json.GetProperty("sequence_number").GetInt64();
        if (number != _number)
        {
            yield return $"The number should be '{_number}'";
        }

        // An error may come before anything else; it stands alone.
        if (_number == 0 && eventType is not ("response.created" or "error"))
        {
            yield return "The stream does not begin with 'response.created'";
        }

        _number = number + 1;
        HasEnded = eventType is "response.completed" or "response.incomplete" or "response.failed" or "error";
        if (CheckPlace(eventType, json) is { } misplaced)
        {
            yield return misplaced;
        }
    }

    private string? CheckPlace(string eventType, JsonElement json) => eventType switch
    {
        "response.output_item.added" => Add(json),
        "response.output_item.done" => End(json),
        "response.completed" or "response.incomplete" => CheckWhole(json.GetProperty("response").GetProperty("output")),
        _ when json.TryGetProperty("item_id", out var id) && json.TryGetProperty("output_index", out var index) =>
            !_open.TryGetValue(index.GetInt32(), out var item) || item.Id != id.GetString() ? "It belongs to no open item" : item.Check(eventType, json),
        _ => null,
    };

    private string? Add(JsonElement json)
    {
        var index = json.GetProperty("output_index").GetInt32();
        var item = json.GetProperty("item");
        _open[index] = new OpenItem(item.TryGetProperty("id", out var id) ? id.GetString() : null);
        return index == _added++ ? null : "An item out of its turn";
    }

    private string? End(JsonElement json)
    {
        var index = json.GetProperty("output_index").GetInt32();
        _done[index] = json.GetProperty("item");
        return !_open.Remove(index, out var item) ? "It ends an item that is not open"
            : item.HasOpenPart ? "It ends an item whose part is open"
            : null;
    }

    private string? CheckWhole(JsonElement output) =>
        _open.Count > 0 ? "It comes before the end of an item"
        : !output.EnumerateArray().SequenceEqual(_done.Values, JsonElementEquality.Instance) ? "The whole does not say what the items said"
        : null;

    private sealed class JsonElementEquality : EqualityComparer<JsonElement>
    {
        public static readonly JsonElementEquality Instance = new();

        public override bool Equals(JsonElement x, JsonElement y) => JsonElement.DeepEquals(x, y);

        public override int GetHashCode(JsonElement obj) => 0;
    }
}
