using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIChat;

/// <summary>Encodes a request from the hub, for requests that were made in process, came in another dialect, or were changed on the way.</summary>
internal static class RequestEncoder
{
    public static void Write(IBufferWriter<byte> output, in ProviderRequest request)
    {
        var original = request.Options.Wire as OpenAIChatWireRequest;
        using var writer = new Utf8JsonWriter(output, DialectJson.WriterOptions);
        writer.WriteStartObject();
        writer.WriteString("model"u8, request.Model);
        WriteMessages(writer, request, withExtra: original is not null || request.Options.Wire is null);
        if (request.Streaming)
        {
            writer.WriteBoolean("stream"u8, true);
            WriteStreamOptions(writer, original);
        }

        var options = new OptionsEncoder(writer, request.Options, original?.Stated);
        options.Write();
        options.WriteExtra();
        if (original is not null)
        {
            CopyOthers(writer, original, request, options);
        }
        else
        {
            ForeignFields.Write(writer, request);
            MemberLoss.NameOfTools(request, "strict");
        }

        writer.WriteEndObject();
        writer.Flush();
    }

    private static void WriteMessages(Utf8JsonWriter writer, in ProviderRequest request, bool withExtra)
    {
        var encoder = new MessageEncoder(writer, request, withExtra);
        writer.WriteStartArray("messages"u8);
        if (!string.IsNullOrEmpty(request.Options.Instructions))
        {
            encoder.WriteInstructions(request.Options.Instructions);
        }

        foreach (var message in request.Messages)
        {
            encoder.Write(message);
        }

        encoder.WriteMedia();
        writer.WriteEndArray();
    }

    // Usage is always asked for, because routing accounts for it; other members stay the caller's.
    private static void WriteStreamOptions(Utf8JsonWriter writer, OpenAIChatWireRequest? original)
    {
        writer.WriteStartObject("stream_options"u8);
        writer.WriteBoolean("include_usage"u8, true);
        if (original is not null && original.FindValue(RequestField.StreamOptions) is { ValueKind: JsonValueKind.Object } stated)
        {
            foreach (var property in stated.EnumerateObject())
            {
                var name = JsonText.ReadName(property);
                if (name != "include_usage")
                {
                    writer.WritePropertyName(name);
                    HubJson.TryWritePlain(writer, property.Value);
                }
            }
        }

        writer.WriteEndObject();
    }

    // Everything that nobody on the way claimed goes on as it came.
    private static void CopyOthers(Utf8JsonWriter writer, OpenAIChatWireRequest original, in ProviderRequest request, OptionsEncoder encoder)
    {
        var isPlain = !request.Streaming && !original.Streaming;
        var properties = request.Options.AdditionalProperties;
        original.WriteUnclaimed(writer, (field, name) =>
            (RequestFields.IsStructural(field) && !(isPlain && field is (RequestField.Stream or RequestField.StreamOptions)))
            || encoder.Changed(field)
            || (encoder.IsExtra(name) && properties?.ContainsKey(name) == true));
    }
}
