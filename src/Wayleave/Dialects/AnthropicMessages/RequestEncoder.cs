using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>Encodes a request from the hub, for requests that were made in process, came in another dialect, or were changed on the way.</summary>
internal static class RequestEncoder
{
    public static void Write(IBufferWriter<byte> output, in ProviderRequest request) => Write(output, request, isCount: false);

    /// <summary>Writes the request that counts tokens: only what makes the prompt.</summary>
    public static void WriteCount(IBufferWriter<byte> output, in ProviderRequest request) => Write(output, request, isCount: true);

    private static void Write(IBufferWriter<byte> output, in ProviderRequest request, bool isCount)
    {
        var original = request.Options.Wire as AnthropicWireRequest;
        var turns = new TurnList(request);
        using var writer = new Utf8JsonWriter(output, DialectJson.WriterOptions);
        writer.WriteStartObject();
        writer.WriteString("model"u8, request.Model);
        var blocks = new BlockEncoder(writer, turns.Extra);
        WriteSystem(writer, turns, blocks);
        WriteTurns(writer, turns, blocks);
        if (request.Streaming)
        {
            writer.WriteBoolean("stream"u8, true);
        }

        var thinking = ThinkingPlan.Of(request, original?.Stated.IsSame(RequestField.Thinking, request.Options) == true, turns.LacksThought);
        var options = new OptionsEncoder(writer, request, original, thinking, isCount);
        options.Write();
        if (!isCount)
        {
            WriteForeign(writer, request, original);
        }

        var properties = request.Options.AdditionalProperties;
        options.WriteExtra(properties);
        original?.WriteUnclaimed(writer, (field, name) =>
            MessageFields.IsStructural(field)
            || options.IsClaimed(field)
            || (isCount && !original.IsCount && OptionsEncoder.IsOfAnswer(name))
            || (options.IsExtra(name) && properties?.ContainsKey(name) == true));
        writer.WriteEndObject();
        writer.Flush();
    }

    private static void WriteSystem(Utf8JsonWriter writer, TurnList turns, BlockEncoder blocks)
    {
        if (turns.System.Count > 0)
        {
            writer.WritePropertyName("system"u8);
            WriteContent(writer, turns.System, blocks);
        }
    }

    private static void WriteTurns(Utf8JsonWriter writer, TurnList turns, BlockEncoder blocks)
    {
        writer.WriteStartArray("messages"u8);
        foreach (var turn in turns.Turns)
        {
            writer.WriteStartObject();
            writer.WriteString("role"u8, turn.Role);
            writer.WritePropertyName("content"u8);
            WriteContent(writer, turn.Contents, blocks);
            foreach (var extra in turn.Extra)
            {
                ExtraFields.Write(writer, extra, [], "role", "content");
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteContent(Utf8JsonWriter writer, List<AIContent> contents, BlockEncoder blocks)
    {
        if (contents is [TextContent { AdditionalProperties: null or { Count: 0 }, Annotations: null or { Count: 0 } } text])
        {
            writer.WriteStringValue(text.Text);
            return;
        }

        writer.WriteStartArray();
        foreach (var content in contents)
        {
            blocks.Write(content);
        }

        writer.WriteEndArray();
    }

    private static void WriteForeign(Utf8JsonWriter writer, in ProviderRequest request, AnthropicWireRequest? original)
    {
        if (original is null && request.Options.Wire is { } foreign)
        {
            var unknown = new ChatOptions();
            foreign.CopyUnknownFieldsTo(unknown);
            ForeignFields.Write(writer, unknown.AdditionalProperties, request);
            MemberLoss.NameOfTools(request, "strict");
        }
    }
}
