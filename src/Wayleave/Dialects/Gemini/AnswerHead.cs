using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Wayleave.Providers;

namespace Wayleave.Dialects.Gemini;

/// <summary>What an answer, or a chunk of one, says beside its candidates.</summary>
internal readonly struct AnswerHead
{
    private AnswerHead(JsonElement root)
    {
        foreach (var property in root.EnumerateObject())
        {
            var name = JsonText.ReadName(property);
            var value = property.Value;
            switch (name, value.ValueKind)
            {
                case ("responseId", JsonValueKind.String):
                    ResponseId = JsonText.Read(value) is { Length: > 0 } id ? id : null;
                    break;
                case ("modelVersion", JsonValueKind.String):
                    Model = JsonText.Read(value);
                    break;
                case ("createTime", JsonValueKind.String):
                    CreatedAt = ReadTime(value);
                    break;
                case ("usageMetadata", _):
                    Usage = UsageDecoder.Read(value);
                    break;
                case ("candidates", JsonValueKind.Array):
                    Candidates = value;
                    break;
                case (_, JsonValueKind.Null):
                    break;
                default:
                    (Extra ??= [])[name] = value.Clone();
                    break;
            }
        }
    }

    public string? ResponseId { get; }

    public string? Model { get; }

    public DateTimeOffset? CreatedAt { get; }

    public UsageDetails? Usage { get; }

    /// <summary>Gets the array of candidates; undefined when there is none.</summary>
    public JsonElement Candidates { get; }

    /// <summary>Gets the members that the hub has no place for.</summary>
    public AdditionalPropertiesDictionary? Extra { get; }

    /// <exception cref="ProviderException">It is no answer, holds an error, or says that the prompt was blocked.</exception>
    public static AnswerHead Read(JsonElement root)
    {
        // A stream's answer without server-sent events, and an error of one, come inside an array.
        if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() == 1)
        {
            root = root[0];
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            throw AnswerFault.Malformed("it is not a JSON object.");
        }

        if (JsonText.TryFind(root, "error"u8, out var error) && error.ValueKind != JsonValueKind.Null)
        {
            throw GeminiError.Inside(root);
        }

        if (JsonText.TryFind(root, "promptFeedback"u8, out var feedback) && feedback.ValueKind == JsonValueKind.Object
            && JsonText.Find(feedback, "blockReason"u8) is { } reason && reason != "BLOCK_REASON_UNSPECIFIED")
        {
            throw Blocked(reason, JsonText.Find(feedback, "blockReasonMessage"u8));
        }

        return new AnswerHead(root);
    }

    // A time needs no escape, and the framework throws on half a surrogate pair.
    private static DateTimeOffset? ReadTime(JsonElement value) =>
        !JsonMarshal.GetRawUtf8Value(value).Contains((byte)'\\') && value.TryGetDateTimeOffset(out var time) ? time : null;

    private static ProviderException Blocked(string reason, string? message) => new(FailureCategory.ContentPolicy, "The provider blocked the prompt.")
    {
        Error = new ProviderError(400, message ?? $"The provider blocked the prompt ({reason}).", null, reason, null),
    };
}
