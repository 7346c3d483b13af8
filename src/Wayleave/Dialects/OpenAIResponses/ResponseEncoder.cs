using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>Writes a complete answer: the provider's bytes while they say what the answer says, otherwise encoded from the hub.</summary>
internal static class ResponseEncoder
{
    public static void Write(IBufferWriter<byte> output, ChatResponse response, WireRequest request)
    {
        var raw = response.RawRepresentation as WireResponse;
        if (raw is { Dialect: OpenAIResponsesDialect } && raw.Seal.Holds(response.Messages))
        {
            output.Write(raw.Body.Span);
            return;
        }

        if (raw is not { Dialect: OpenAIResponsesDialect })
        {
            OutputEncoder.Loss.Check(response);
        }

        using var writer = new Utf8JsonWriter(output, DialectJson.WriterOptions);
        var incomplete = ResponseStatus.Incomplete(response.FinishReason);
        var status = incomplete is null ? "completed" : "incomplete";
        void WriteOutput(Utf8JsonWriter target) => OutputEncoder.Write(target, ContentsOf(response), response.ResponseId, status, withExtra: raw is { Dialect: OpenAIResponsesDialect }, request.WantsSeals);
        if (raw is { Dialect: OpenAIResponsesDialect })
        {
            // Contents from the hub, everything around them as the provider sent it.
            using var document = JsonDocument.Parse(raw.Body, DialectJson.DocumentOptions);
            ResponseEnvelope.WriteOver(writer, document.RootElement, WriteOutput);
        }
        else
        {
            var envelope = new ResponseEnvelope(request) { Id = response.ResponseId, Model = response.ModelId, Created = response.CreatedAt };
            envelope.Write(writer, status, incomplete, response.Usage, WriteOutput);
        }

        writer.Flush();
    }

    // A source may tell one answer in several messages; further choices of another dialect have no place here.
    private static IEnumerable<AIContent> ContentsOf(ChatResponse response)
    {
        foreach (var message in response.Messages)
        {
            if (message.Role != ChatRole.Tool && message.AdditionalProperties?.ContainsKey("index") != true)
            {
                foreach (var content in message.Contents)
                {
                    yield return content;
                }
            }
        }
    }
}
