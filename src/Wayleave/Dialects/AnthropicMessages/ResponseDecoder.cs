using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>Decodes a complete answer.</summary>
internal static class ResponseDecoder
{
    /// <exception cref="Providers.ProviderException">The answer is malformed or holds an error.</exception>
    public static ChatResponse Decode(ReadOnlyMemory<byte> body, bool keepRaw) =>
        AnswerBody.Decode(body, keepRaw ? AnthropicMessagesDialect.Instance : null, Decode);

    private static ChatResponse Decode(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw AnswerFault.Malformed("it is not a JSON object.");
        }

        if (JsonText.Find(root, "type"u8) == "error" || (JsonText.TryFind(root, "error"u8, out var error) && error.ValueKind != JsonValueKind.Null))
        {
            throw AnswerFault.Inside(root);
        }

        if (!JsonText.TryFind(root, "content"u8, out var content) || content.ValueKind != JsonValueKind.Array)
        {
            throw AnswerFault.Malformed("it has no content.");
        }

        var message = new ChatMessage { Role = ChatRole.Assistant };
        BlockDecoder.DecodeContent(content, message.Contents);
        var response = new ChatResponse(message);
        foreach (var property in root.EnumerateObject())
        {
            ReadMember(response, property);
        }

        message.MessageId = response.ResponseId;
        return response;
    }

    private static void ReadMember(ChatResponse response, JsonProperty property)
    {
        var name = JsonText.ReadName(property);
        var value = property.Value;
        switch (name, value.ValueKind)
        {
            case ("type" or "role" or "content", _) or (_, JsonValueKind.Null):
                break;
            case ("id", JsonValueKind.String):
                response.ResponseId = JsonText.Read(value);
                break;
            case ("model", JsonValueKind.String):
                response.ModelId = JsonText.Read(value);
                break;
            case ("stop_reason", JsonValueKind.String):
                response.FinishReason = StopReasons.Parse(JsonText.Read(value));
                break;
            case ("usage", JsonValueKind.Object):
                var reader = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(value), DialectJson.ReaderOptions);
                reader.Read();
                var usage = new UsageTally();
                usage.Read(ref reader);
                response.Usage = usage.ToDetails();
                break;
            default:
                (response.AdditionalProperties ??= [])[name] = value.Clone();
                break;
        }
    }
}
