using System.Text.Json;
using Microsoft.Extensions.AI;
using Wayleave.Dialects.OpenAI;

namespace Wayleave.Dialects.OpenAIChat;

/// <summary>Decodes a complete answer.</summary>
/// <remarks>
/// A refusal becomes an <see cref="ErrorContent"/> of code <see cref="MessageDecoder.RefusalCode"/>, as the hub's own OpenAI client
/// does it. Further choices become further messages with the additional property <c>index</c>. Members of a choice stand in its
/// message's additional properties, <c>choice.</c> in front; only <c>logprobs</c> keeps its plain name.
/// </remarks>
internal static class ResponseDecoder
{
    private static readonly NameTable Names = new(
        "id", "object", "created", "model", "choices", "usage", "error", "service_tier", "system_fingerprint");

    private static readonly NameTable ChoiceNames = new("index", "message", "finish_reason", "logprobs");

    /// <exception cref="Providers.ProviderException">The answer is malformed or holds an error.</exception>
    public static ChatResponse Decode(OpenAIChatDialect dialect, ReadOnlyMemory<byte> body, bool keepRaw) =>
        AnswerBody.Decode(body, keepRaw ? dialect : null, Decode);

    private static ChatResponse Decode(JsonElement root)
    {
        AnswerBody.RequireAnswer(root);
        if (!JsonText.TryFind(root, "choices"u8, out var choices) || choices.ValueKind != JsonValueKind.Array || choices.GetArrayLength() == 0)
        {
            throw AnswerFault.Malformed("it has no choices.");
        }

        var response = new ChatResponse();
        foreach (var choice in choices.EnumerateArray())
        {
            AddChoice(response, choice);
        }

        foreach (var property in root.EnumerateObject())
        {
            ReadMember(response, property);
        }

        foreach (var message in response.Messages)
        {
            message.MessageId = response.ResponseId;
        }

        return response;
    }

    private static void ReadMember(ChatResponse response, JsonProperty property)
    {
        var name = Names.Read(property);
        var value = property.Value;
        switch (name, value.ValueKind)
        {
            case ("choices" or "object" or "error", _):
                break;
            case ("id", JsonValueKind.String):
                response.ResponseId = JsonText.Read(value);
                break;
            case ("model", JsonValueKind.String):
                response.ModelId = JsonText.Read(value);
                break;
            case ("created", _):
                var time = ReaderOf(value);
                response.CreatedAt = UnixTime.Read(ref time);
                break;
            case ("usage", JsonValueKind.Object):
                var usage = ReaderOf(value);
                response.Usage = UsageCodec.Read(ref usage);
                break;
            case ("usage" or "id" or "model", JsonValueKind.Null):
                break;
            default:
                (response.AdditionalProperties ??= [])[name] = value.Clone();
                break;
        }
    }

    private static void AddChoice(ChatResponse response, JsonElement choice)
    {
        if (choice.ValueKind != JsonValueKind.Object || !JsonText.TryFind(choice, "message"u8, out var json) || json.ValueKind != JsonValueKind.Object)
        {
            throw AnswerFault.Malformed("a choice has no message.");
        }

        var message = MessageDecoder.Decode(json);
        message.Role = ChatRole.Assistant;
        var index = response.Messages.Count;
        foreach (var property in choice.EnumerateObject())
        {
            var name = ChoiceNames.Read(property);
            var value = property.Value;
            switch (name)
            {
                case "message":
                    break;
                case "index":
                    index = value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var stated) ? stated : index;
                    break;
                case "finish_reason" when value.ValueKind == JsonValueKind.String && response.Messages.Count == 0:
                    response.FinishReason = FinishReasons.Parse(JsonText.Read(value));
                    break;
                case "finish_reason" or "logprobs":
                    if (value.ValueKind != JsonValueKind.Null)
                    {
                        (message.AdditionalProperties ??= [])[name] = value.Clone();
                    }

                    break;
                default:
                    (message.AdditionalProperties ??= [])[$"choice.{name}"] = value.Clone();
                    break;
            }
        }

        if (response.Messages.Count > 0)
        {
            (message.AdditionalProperties ??= [])["index"] = index;
        }

        response.Messages.Add(message);
    }

    private static Utf8JsonReader ReaderOf(JsonElement value)
    {
        var reader = new Utf8JsonReader(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(value), DialectJson.ReaderOptions);
        reader.Read();
        return reader;
    }
}
