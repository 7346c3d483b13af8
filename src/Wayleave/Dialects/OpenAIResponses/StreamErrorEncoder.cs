using System.Buffers;
using System.Text.Json;

namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>Writes the event that ends a stream which has begun and cannot be completed.</summary>
internal static class StreamErrorEncoder
{
    public static void Write(IBufferWriter<byte> output, RouteException error, int number)
    {
        var provider = error.Code == RouteErrorCode.ProviderRejected ? error.ProviderError : null;
        output.Write("event: error\ndata: "u8);
        using (var writer = new Utf8JsonWriter(output, DialectJson.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "error"u8);
            writer.WriteNumber("sequence_number"u8, number);
            writer.WriteString("code"u8, provider is null ? error.Code : provider.Code);
            writer.WriteString("message"u8, provider?.Message ?? error.Message);
            writer.WriteString("param"u8, provider is null ? error.Param : provider.Param);
            writer.WriteEndObject();
        }

        output.Write("\n\n"u8);
    }
}
