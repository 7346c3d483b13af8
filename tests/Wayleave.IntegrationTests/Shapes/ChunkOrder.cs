using System.Text.Json;

namespace Wayleave.IntegrationTests.Shapes;

/// <summary>The order of Chat Completions: chunks of one answer, each choice from its role to its reason, then the usage, then <c>[DONE]</c>.</summary>
internal sealed class ChunkOrder : EventOrder
{
    private readonly Dictionary<int, bool> _choices = [];
    private (string?, long, string?)? _head;
    private bool _hasUsage;

    protected override bool TryEnd(string data) => HasEnded = data == "[DONE]";

    protected override Shape ShapeOf(JsonElement json) => json.TryGetProperty("error", out _) ? Shape.Error : Shape.Chunk;

    protected override IEnumerable<string> Check(string eventType, JsonElement json)
    {
        if (eventType != "message")
        {
            yield return $"The event is named '{eventType}'";
        }

        if (json.TryGetProperty("error", out _))
        {
            HasEnded = true;
            yield break;
        }

        var head = (json.GetProperty("id").GetString(), json.GetProperty("created").GetInt64(), json.GetProperty("model").GetString());
        if (head != (_head ??= head))
        {
            yield return $"Another answer began with '{_head}'";
        }

        if (_hasUsage)
        {
            yield return "A chunk comes behind the usage";
        }

        var choices = json.GetProperty("choices");
        _hasUsage = choices.GetArrayLength() == 0 && json.TryGetProperty("usage", out var usage) && usage.ValueKind == JsonValueKind.Object;
        foreach (var choice in choices.EnumerateArray())
        {
            if (CheckChoice(choice) is { } fault)
            {
                yield return fault;
            }
        }
    }

    private string? CheckChoice(JsonElement choice)
    {
        var index = choice.GetProperty("index").GetInt32();
        var isFirst = !_choices.TryGetValue(index, out var isFinished);
        var ends = choice.GetProperty("finish_reason").ValueKind == JsonValueKind.String;
        _choices[index] = isFinished || ends;
        return isFirst && !choice.GetProperty("delta").TryGetProperty("role", out _) ? "The first chunk of a choice has no role"
            : isFinished ? "A choice goes on behind its finish reason"
            : null;
    }
}
