using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.Gemini;

/// <summary>Encodes a request from the hub.</summary>
/// <remarks>
/// System messages, wherever they stand, become the one system instruction. Fields of the caller's dialect are translated, dropped
/// and named in the trace, or refused, as <see cref="ForeignFields"/> lists them.
/// </remarks>
internal static class RequestEncoder
{
    public static void Write(IBufferWriter<byte> output, in ProviderRequest request)
    {
        using var writer = new Utf8JsonWriter(output, DialectJson.WriterOptions);
        writer.WriteStartObject();
        WriteMembers(writer, request);
        writer.WriteEndObject();
        writer.Flush();
    }

    /// <summary>Writes what is inside the request's object.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, in ProviderRequest request)
    {
        var foreign = ForeignFields.Read(request);
        var turns = TurnReader.Read(request);
        WriteSystem(writer, turns.System);
        writer.WriteStartArray("contents"u8);
        foreach (var turn in turns.Turns)
        {
            TurnEncoder.Write(writer, turn, Thinking.HasLevels(request.Model), request);
        }

        writer.WriteEndArray();
        ToolEncoder.Write(writer, request);
        new ConfigEncoder(writer, request, foreign).Write();
        foreach (var (name, value) in foreign.Native)
        {
            writer.WritePropertyName(name);
            HubJson.TryWritePlain(writer, value);
        }
    }

    private static void WriteSystem(Utf8JsonWriter writer, List<string> texts)
    {
        if (texts.Count == 0)
        {
            return;
        }

        writer.WriteStartObject("systemInstruction"u8);
        writer.WriteStartArray("parts"u8);
        foreach (var text in texts)
        {
            writer.WriteStartObject();
            writer.WriteString("text"u8, text);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
