using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIResponses;

/// <content>Follows the items.</content>
internal sealed partial class OpenAIResponsesStreamReader
{
    private readonly SortedDictionary<int, StreamedItem> _items = [];
    private readonly HashSet<string> _ended = new(StringComparer.Ordinal);

    // What the event under way says.
    private List<AIContent>? _contents;
    private bool _hasContent;
    private bool _hasFragment;
    private bool _hasCalls;

    private void ReadItemEvent(in EventMembers members)
    {
        switch (members.Type)
        {
            case "response.output_item.added" when members.Item is { } item:
                Begin(ItemAt(members.OutputIndex), item);
                break;
            case "response.output_item.done" when members.Item is { } item:
                EndItem(members.OutputIndex, item);
                break;
            case "response.output_text.delta" when members.Delta is { Length: > 0 } delta:
                AddText(members.OutputIndex, OutputItemKind.Message, new TextContent(delta));
                break;
            case "response.refusal.delta" when members.Delta is { Length: > 0 } delta:
                AddText(members.OutputIndex, OutputItemKind.Message, new ErrorContent(delta) { ErrorCode = PartDecoder.RefusalCode });
                break;
            case "response.reasoning_summary_text.delta" or "response.reasoning_text.delta" when members.Delta is { Length: > 0 } delta:
                AddThought(members, delta);
                break;
            case "response.output_text.annotation.added" when members.Annotation is { } annotation:
                Add(new TextContent("") { Annotations = [AnnotationCodec.Decode(annotation)] });
                break;
            case "response.function_call_arguments.delta":
                var call = ItemAt(members.OutputIndex);
                call.Kind = OutputItemKind.FunctionCall;
                call.Arguments.Append(members.Delta);
                _hasFragment = true;
                break;
            case "response.function_call_arguments.done" when members.Arguments is { } arguments:
                ItemAt(members.OutputIndex).Arguments.Clear().Append(arguments);
                _hasFragment = true;
                break;
        }
    }

    private void Begin(StreamedItem streamed, JsonElement item)
    {
        streamed.Kind = JsonText.Find(item, "type"u8) switch
        {
            "message" => OutputItemKind.Message,
            "function_call" => OutputItemKind.FunctionCall,
            "reasoning" => OutputItemKind.Reasoning,
            _ => OutputItemKind.Other,
        };
        if (streamed.Kind == OutputItemKind.FunctionCall)
        {
            streamed.CallId = JsonText.Find(item, "call_id"u8);
            streamed.Name = JsonText.Find(item, "name"u8);
            streamed.Arguments.Append(JsonText.Find(item, "arguments"u8));
            _hasFragment = true;
        }

        // What a provider's own tool does shows at once.
        _hasContent |= streamed.Kind == OutputItemKind.Other;
    }

    private void AddText(int index, OutputItemKind kind, AIContent content)
    {
        var item = ItemAt(index);
        item.Kind = kind;
        item.HasText = true;
        Add(content);
        _hasContent = true;
    }

    private void AddThought(in EventMembers members, string delta)
    {
        var item = ItemAt(members.OutputIndex);
        if (item.HasText && members.SummaryIndex != item.SummaryIndex)
        {
            delta = $"\n\n{delta}";
        }

        item.SummaryIndex = members.SummaryIndex;
        AddText(members.OutputIndex, OutputItemKind.Reasoning, new TextReasoningContent(delta));
    }

    // Hands out what of an item has not been handed out yet.
    private void EndItem(int index, JsonElement item)
    {
        var streamed = ItemAt(index);
        if (streamed.IsDone || item.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        // Not every server numbers its events as it orders its output.
        if (JsonText.Find(item, "id"u8) is { Length: > 0 } id && !_ended.Add(id))
        {
            return;
        }

        streamed.IsDone = true;
        switch (JsonText.Find(item, "type"u8))
        {
            case "message" when streamed.HasText:
                break;
            case "reasoning":
                var thought = ReasoningItem.Decode(item, withText: !streamed.HasText);
                Add(thought);
                _hasContent |= thought.Text.Length > 0;
                break;
            case "function_call" when ItemDecoder.DecodeCall(item) is { } call:
                Add(call);
                _hasCalls = true;
                _hasContent = true;
                break;
            default:
                ItemDecoder.Decode(item, _contents ??= new List<AIContent>(1));
                _hasContent = true;
                break;
        }
    }

    // Calls that neither an event nor the terminal one ended.
    private void EndRest()
    {
        foreach (var (index, item) in _items)
        {
            if (item is { IsDone: false, Kind: OutputItemKind.FunctionCall, Name: { } name })
            {
                item.IsDone = true;
                Add(RawArguments.Parse(item.CallId ?? MadeIds.Make("call", _id, index), name, item.Arguments.ToString()));
                _hasCalls = true;
            }
        }
    }

    private StreamedItem ItemAt(int index)
    {
        if (!_items.TryGetValue(index, out var item))
        {
            _items[index] = item = new StreamedItem();
        }

        return item;
    }

    private void Add(AIContent content) => (_contents ??= new List<AIContent>(1)).Add(content);
}
