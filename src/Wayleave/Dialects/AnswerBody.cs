using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects;

/// <summary>Reads the body of a complete answer, whatever the dialect.</summary>
internal static class AnswerBody
{
    /// <summary>Reads a body as the JSON document that it must be.</summary>
    /// <param name="body">The body.</param>
    /// <param name="keepFor">The dialect whose callers may get the bytes as they are; null keeps none.</param>
    /// <param name="decode">Decodes the document.</param>
    /// <exception cref="Providers.ProviderException">The body is no JSON, or <paramref name="decode"/> says so.</exception>
    public static ChatResponse Decode(ReadOnlyMemory<byte> body, ChatDialect? keepFor, Func<JsonElement, ChatResponse> decode)
    {
        AnswerFault.RequireUtf8(body.Span);
        try
        {
            using var document = JsonDocument.Parse(body, DialectJson.DocumentOptions);
            var response = decode(document.RootElement);
            if (keepFor is not null)
            {
                response.RawRepresentation = new WireResponse(keepFor, body) { Seal = ContentSeal.Of(response.Messages) };
            }

            return response;
        }
        catch (JsonException)
        {
            throw AnswerFault.Malformed(body.IsEmpty ? "it is empty." : "it is not valid JSON.");
        }
    }

    /// <summary>Refuses what is no object, or holds an error, also one inside an array.</summary>
    /// <exception cref="Providers.ProviderException">It is no answer.</exception>
    public static void RequireAnswer(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array)
        {
            throw AnswerFault.Inside(root);
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            throw AnswerFault.Malformed("it is not a JSON object.");
        }

        if (JsonText.TryFind(root, "error"u8, out var error) && error.ValueKind is not JsonValueKind.Null)
        {
            throw AnswerFault.Inside(root);
        }
    }
}
