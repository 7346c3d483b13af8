using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>Encodes a request from the hub, for requests that were made in process, came in another dialect, or were changed on the way.</summary>
internal static class RequestEncoder
{
    public static void Write(IBufferWriter<byte> output, in ProviderRequest request)
    {
        var original = request.Options.Wire as OpenAIResponsesWireRequest;
        using var writer = new Utf8JsonWriter(output, DialectJson.WriterOptions);
        writer.WriteStartObject();
        writer.WriteString("model"u8, request.Model);
        WriteInput(writer, request);
        if (request.Streaming)
        {
            writer.WriteBoolean("stream"u8, true);
        }

        var foreign = ForeignFields.Of(request);
        var options = new OptionsEncoder(writer, request, original, foreign);
        options.Write();
        options.WriteExtra();
        if (original is not null)
        {
            CopyOthers(writer, original, request, options);
        }
        else
        {
            foreign.Write(writer);
            MemberLoss.NameOfTools(request, "strict");
            WriteDefaults(writer, request.Options);
        }

        writer.WriteEndObject();
        writer.Flush();
    }

    private static void WriteInput(Utf8JsonWriter writer, in ProviderRequest request)
    {
        var messages = request.Messages as IReadOnlyList<ChatMessage> ?? [.. request.Messages];
        var first = 0;
        if (!string.IsNullOrEmpty(request.Options.Instructions))
        {
            writer.WriteString("instructions"u8, request.Options.Instructions);
        }
        else if (messages is [{ RawRepresentation: InstructionsMark } instructions, ..])
        {
            writer.WriteString("instructions"u8, instructions.Text);
            first = 1;
        }

        // Only a request that leaves the input to the provider's memory has none.
        if (messages.Count == first && request.Options.Wire is OpenAIResponsesWireRequest)
        {
            return;
        }

        var encoder = new InputEncoder(writer, request);
        writer.WriteStartArray("input"u8);
        for (var i = first; i < messages.Count; i++)
        {
            encoder.Write(messages[i]);
        }

        writer.WriteEndArray();
    }

    // Nobody asked the provider to keep anything. Thoughts come back sealed instead, so that they can be sent along next time.
    private static void WriteDefaults(Utf8JsonWriter writer, RoutedChatOptions options)
    {
        if (options.AdditionalProperties?.ContainsKey("store") != true)
        {
            writer.WriteBoolean("store"u8, false);
        }

        if (options.Wire is null or { WantsSeals: true } && options.Reasoning?.Effort is not (null or ReasoningEffort.None) && options.AdditionalProperties?.ContainsKey("include") != true)
        {
            writer.WriteStartArray("include"u8);
            writer.WriteStringValue("reasoning.encrypted_content"u8);
            writer.WriteEndArray();
        }
    }

    // Everything that nobody on the way claimed goes on as it came.
    private static void CopyOthers(Utf8JsonWriter writer, OpenAIResponsesWireRequest original, in ProviderRequest request, OptionsEncoder encoder)
    {
        var isPlain = !request.Streaming && !original.Streaming;
        var properties = request.Options.AdditionalProperties;
        var keepsInstructions = original.FindValue(RequestField.System) is { ValueKind: JsonValueKind.Null } && string.IsNullOrEmpty(request.Options.Instructions);
        var streaming = request.Streaming;
        original.WriteUnclaimed(writer, (field, name) =>
            (RequestFields.IsStructural(field) && !(isPlain && field == RequestField.Stream) && !(keepsInstructions && field == RequestField.System))
            || (field == RequestField.StreamOptions && !streaming && !isPlain)
            || encoder.Changed(field)
            || (encoder.IsExtra(name) && properties?.ContainsKey(name) == true));
    }
}
