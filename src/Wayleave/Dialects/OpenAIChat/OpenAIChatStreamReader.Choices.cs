using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIChat;

internal sealed partial class OpenAIChatStreamReader
{
    private static readonly NameTable ChoiceNames = new("index", "delta", "finish_reason", "logprobs", "message");

    private static readonly NameTable DeltaNames = new(
        "content", "role", "tool_calls", "refusal", "reasoning_content", "reasoning", "function_call", "audio", "annotations", ImageCodec.Member);

    private readonly List<ToolCallAssembler> _assemblers = new(1);

    private void ReadChoices(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw AnswerFault.Malformed("a choice is not a JSON object.");
            }

            ReadChoice(ref reader);
            _hasChoices = true;
        }
    }

    private void ReadChoice(ref Utf8JsonReader reader)
    {
        var choice = 0;
        Utf8JsonReader delta = default;
        var hasDelta = false;
        ChatFinishReason? finish = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = ChoiceNames.Find(ref reader);
            var name = reader.ValueSpan;
            reader.Read();
            switch (member)
            {
                case 0 when reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var index):
                    choice = index;
                    break;
                case 1 or 4 when reader.TokenType == JsonTokenType.StartObject:
                    // Read once the index is known, which may stand behind it.
                    delta = reader;
                    hasDelta = true;
                    break;
                case 2 when reader.TokenType == JsonTokenType.String:
                    finish = FinishReasons.Read(ref reader);
                    break;
                case 3 or -1 when !keepRaw && reader.TokenType != JsonTokenType.Null:
                    KeepUnknown(member == 3 ? "logprobs" : $"choice.{JsonText.Unescape(name)}", ref reader);
                    break;
            }

            reader.Skip();
        }

        _choice = _hasChoices ? _choice : choice;
        if (hasDelta)
        {
            var before = _contents?.Count ?? 0;
            ReadDelta(ref delta, choice);
            if (choice != _choice)
            {
                Tag(before, choice);
            }
        }

        if (finish is not null)
        {
            if (choice == _choice)
            {
                _update.FinishReason = finish;
            }

            FindAssembler(choice)?.Take(_contents ??= new List<AIContent>(1), _id);
        }
    }

    private void ReadDelta(ref Utf8JsonReader reader, int choice)
    {
        JsonElement annotations = default;
        var hasReasoning = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = DeltaNames.Find(ref reader);
            var name = reader.ValueSpan;
            reader.Read();
            switch (member, reader.TokenType)
            {
                case (0, JsonTokenType.String) when !reader.ValueSpan.IsEmpty:
                    AddContent(new TextContent(JsonText.Read(ref reader)));
                    break;
                case (0, JsonTokenType.StartArray):
                    ReadParts(JsonElement.ParseValue(ref reader));
                    break;
                case (2, JsonTokenType.StartArray):
                    _hasFragment |= AssemblerOf(choice).Read(ref reader);
                    break;
                case (3, JsonTokenType.String) when !reader.ValueSpan.IsEmpty:
                    AddContent(new ErrorContent(JsonText.Read(ref reader)) { ErrorCode = MessageDecoder.RefusalCode });
                    break;
                case (4 or 5, JsonTokenType.String) when !reader.ValueSpan.IsEmpty && !hasReasoning:
                    // Servers that send both names send the same text under both.
                    hasReasoning = true;
                    var field = member == 4 ? ReasoningField.Content : ReasoningField.Short;
                    AddContent(new TextReasoningContent(JsonText.Read(ref reader)) { RawRepresentation = field });
                    break;
                case (6, JsonTokenType.StartObject):
                    AssemblerOf(choice).ReadFunctionCall(ref reader);
                    _hasFragment = true;
                    break;
                case (7, JsonTokenType.StartObject):
                    _hasContent = true;
                    KeepUnknown("delta.audio", ref reader);
                    break;
                case (8, JsonTokenType.StartArray):
                    annotations = JsonElement.ParseValue(ref reader);
                    break;
                case (9, JsonTokenType.StartArray):
                    ReadParts(JsonElement.ParseValue(ref reader));
                    break;
                case (-1, not JsonTokenType.Null) when !keepRaw:
                    KeepUnknown($"delta.{JsonText.Unescape(name)}", ref reader);
                    break;
            }

            reader.Skip();
        }

        if (annotations.ValueKind == JsonValueKind.Array)
        {
            AnnotationCodec.Decode(annotations, _contents ??= new List<AIContent>(1));
        }
    }

    private void ReadParts(JsonElement parts)
    {
        foreach (var part in parts.EnumerateArray())
        {
            AddContent(PartDecoder.Decode(part));
        }
    }

    private void AddContent(AIContent content)
    {
        Add(content);
        _hasContent = true;
    }

    // The raw bytes keep it where they are kept.
    private void KeepUnknown(string name, ref Utf8JsonReader reader)
    {
        if (!keepRaw)
        {
            (_update.AdditionalProperties ??= [])[name] = JsonElement.ParseValue(ref reader);
        }
    }

    // Contents of a second choice in the same event.
    private void Tag(int from, int choice)
    {
        for (var i = from; i < (_contents?.Count ?? 0); i++)
        {
            (_contents![i].AdditionalProperties ??= [])["index"] = choice;
        }
    }

    private ToolCallAssembler AssemblerOf(int choice)
    {
        var assembler = FindAssembler(choice);
        if (assembler is null)
        {
            _assemblers.Add(assembler = new ToolCallAssembler(choice));
        }

        return assembler;
    }

    private ToolCallAssembler? FindAssembler(int choice)
    {
        foreach (var assembler in _assemblers)
        {
            if (assembler.Choice == choice)
            {
                return assembler;
            }
        }

        return null;
    }
}
