using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using Wayleave.Embeddings;

namespace Wayleave.Dialects.OpenAI.Embeddings;

/// <summary>Writes an answer to a caller: the provider's own bytes where they are what the caller asked for.</summary>
internal static class ResponseEncoder
{
    /// <param name="output">Where to.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="encoding">How the caller wants to have the vectors.</param>
    /// <param name="trace">The request's trace, which knows the model and an estimate of the tokens where the provider said nothing.</param>
    public static void Write(IBufferWriter<byte> output, EmbeddingAnswer answer, EmbeddingEncoding encoding, RoutingTrace trace)
    {
        if (!answer.Body.IsEmpty)
        {
            output.Write(answer.Body.Span);
            return;
        }

        using var writer = new Utf8JsonWriter(output, DialectJson.WriterOptions);
        writer.WriteStartObject();
        writer.WriteString("object"u8, "list"u8);
        writer.WriteStartArray("data"u8);
        for (var index = 0; index < answer.Vectors.Count; index++)
        {
            writer.WriteStartObject();
            writer.WriteString("object"u8, "embedding"u8);
            writer.WriteNumber("index"u8, index);
            writer.WritePropertyName("embedding"u8);
            WriteVector(writer, answer.Vectors[index], encoding);
            writer.WriteEndObject();
            writer.Flush();
        }

        writer.WriteEndArray();
        writer.WriteString("model"u8, answer.Model ?? trace.Served?.UpstreamModel ?? trace.RequestedModel);
        var tokens = answer.Usage?.InputTokenCount ?? TokensOf(trace);
        writer.WriteStartObject("usage"u8);
        writer.WriteNumber("prompt_tokens"u8, tokens);
        writer.WriteNumber("total_tokens"u8, tokens);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
    }

    private static void WriteVector(Utf8JsonWriter writer, float[] vector, EmbeddingEncoding encoding)
    {
        if (encoding == EmbeddingEncoding.Float)
        {
            writer.WriteStartArray();
            foreach (var value in vector)
            {
                writer.WriteNumberValue(value);
            }

            writer.WriteEndArray();
        }
        else if (BitConverter.IsLittleEndian)
        {
            writer.WriteBase64StringValue(MemoryMarshal.AsBytes<float>(vector));
        }
        else
        {
            var words = new int[vector.Length];
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<float, int>(vector), words);
            writer.WriteBase64StringValue(MemoryMarshal.AsBytes<int>(words));
        }
    }

    // Callers of this API expect a count; the winner's row has the estimate that it is accounted by.
    private static long TokensOf(RoutingTrace trace)
    {
        foreach (var attempt in trace.Attempts)
        {
            if (attempt is { IsWinner: true, Usage: { } usage })
            {
                return usage.Input;
            }
        }

        return 0;
    }
}
