using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.AnthropicMessages;

/// <content>Reads what is inside the events.</content>
internal sealed partial class AnthropicStreamReader
{
    private static readonly NameTable MessageNames = new("id", "model", "usage", "content");
    private static readonly NameTable StopNames = new("stop_reason", "stop_sequence");
    private static readonly NameTable DeltaNames = new("type", "text", "thinking", "signature", "partial_json", "citation");

    private readonly List<Block> _open = new(1);

    private void ReadMessage(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = MessageNames.Find(ref reader);
            var name = reader.ValueSpan;
            reader.Read();
            switch (member, reader.TokenType)
            {
                case (0, JsonTokenType.String):
                    _id = JsonText.Read(ref reader);
                    break;
                case (1, JsonTokenType.String):
                    _model = JsonText.Read(ref reader);
                    break;
                case (2, JsonTokenType.StartObject):
                    _usage.Read(ref reader);
                    break;
            }

            reader.Skip();
        }
    }

    private void ReadMessageDelta(ref EventParts parts)
    {
        if (parts.HasUsage)
        {
            _usage.Read(ref parts.Usage);
        }

        if (!parts.HasDelta)
        {
            return;
        }

        ref var reader = ref parts.Delta;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = StopNames.Find(ref reader);
            reader.Read();
            if (member == 0 && reader.TokenType == JsonTokenType.String)
            {
                _update.FinishReason = StopReasons.Parse(JsonText.Read(ref reader));
            }
            else if (member == 1 && reader.TokenType == JsonTokenType.String)
            {
                (_update.AdditionalProperties ??= [])[StopReasons.Sequence] = JsonElement.ParseValue(ref reader);
            }

            reader.Skip();
        }
    }

    private void OpenBlock(int index, JsonElement json)
    {
        var block = new Block(index, json);
        _open.Add(block);
        _blockType = block.Type;
        switch (block.Type)
        {
            case "text":
                if (BlockDecoder.Decode(json) is TextContent content && (content.Text.Length > 0 || content.Annotations is not null))
                {
                    AddContent(content);
                }

                break;
            case "thinking":
                if (BlockDecoder.Decode(json) is TextReasoningContent thought && (thought.Text.Length > 0 || thought.ProtectedData is not null))
                {
                    AddContent(thought);
                }

                break;
            case "redacted_thinking":
                AddContent(BlockDecoder.Decode(json));
                break;
            case "tool_use":
                _hasFragment = true;
                break;
            default:
                // Something happens at the provider that the caller may see already.
                _hasContent = true;
                break;
        }
    }

    private void ReadDelta(ref Utf8JsonReader reader, int index)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = DeltaNames.Find(ref reader);
            reader.Read();
            switch (member, reader.TokenType)
            {
                case (1, JsonTokenType.String) when !reader.ValueSpan.IsEmpty:
                    AddContent(new TextContent(JsonText.Read(ref reader)));
                    break;
                case (2, JsonTokenType.String) when !reader.ValueSpan.IsEmpty:
                    AddContent(new TextReasoningContent(JsonText.Read(ref reader)));
                    break;
                case (3, JsonTokenType.String) when !reader.ValueSpan.IsEmpty:
                    AddContent(new TextReasoningContent("") { ProtectedData = JsonText.Read(ref reader) });
                    break;
                case (4, JsonTokenType.String) when Find(index) is { } block:
                    JsonText.Append(block.Input, ref reader);
                    _hasFragment |= block.Type == "tool_use";
                    break;
                case (5, JsonTokenType.StartObject):
                    Add(new TextContent("") { Annotations = [CitationCodec.Decode(JsonElement.ParseValue(ref reader))] });
                    break;
            }

            reader.Skip();
        }
    }

    private void CloseBlock(int index)
    {
        if (Find(index) is { } block)
        {
            _open.Remove(block);
            if (block.Complete() is { } content)
            {
                AddContent(content);
            }
        }
    }

    // What has not found its end by the end of the stream.
    private void CloseAll()
    {
        while (_open is [var first, ..])
        {
            CloseBlock(first.Index);
        }
    }

    private Block? Find(int index)
    {
        foreach (var block in _open)
        {
            if (block.Index == index)
            {
                return block;
            }
        }

        return null;
    }

    /// <summary>A block whose end has not come.</summary>
    private sealed class Block(int index, JsonElement json)
    {
        public int Index { get; } = index;

        public string Type { get; } = JsonText.Find(json, "type"u8) ?? "";

        /// <summary>Gets the input of a tool as far as it has come; the block itself begins with an empty one.</summary>
        public StringBuilder Input { get; } = new();

        /// <summary>Gets the content that is whole only now, or null.</summary>
        public AIContent? Complete() => Type switch
        {
            "text" or "thinking" or "redacted_thinking" => null,
            "tool_use" when Input.Length > 0 => RawArguments.Parse(JsonText.Find(json, "id"u8) ?? "", JsonText.Find(json, "name"u8) ?? "", Input.ToString()),
            _ when Input.Length == 0 => BlockDecoder.Decode(json),
            _ => RawBlock.Wrap(WithInput()),
        };

        private JsonElement WithInput()
        {
            var buffer = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(buffer, DialectJson.WriterOptions))
            {
                writer.WriteStartObject();
                foreach (var property in json.EnumerateObject())
                {
                    var name = JsonText.ReadName(property);
                    if (name != "input")
                    {
                        HubJson.TryWriteMember(writer, name, property.Value);
                    }
                }

                HubJson.TryWriteMember(writer, "input", ReadInput());
                writer.WriteEndObject();
            }

            return JsonElement.Parse(buffer.WrittenSpan, DialectJson.DocumentOptions);
        }

        private object ReadInput()
        {
            var text = Input.ToString();
            try
            {
                return JsonElement.Parse(Encoding.UTF8.GetBytes(text), DialectJson.DocumentOptions);
            }
            catch (JsonException)
            {
                // The model erred; its words stay as they are.
                return text;
            }
        }
    }
}
