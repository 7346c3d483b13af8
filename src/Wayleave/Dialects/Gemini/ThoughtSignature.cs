using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.Gemini;

/// <summary>Carries the signatures of Gemini's thoughts through the hub and back, byte for byte.</summary>
/// <remarks>
/// A signature of a thought or a text is the protected data of a <see cref="TextReasoningContent"/>, tagged with the provider that
/// made it, because none takes another's. A signature of a tool call is the call's <c>extra_content.google.thought_signature</c>, where Google's
/// own OpenAI-compatible API puts it, so that it survives a caller who speaks Chat Completions.
/// See ai.google.dev/gemini-api/docs/thought-signatures.
/// </remarks>
internal static class ThoughtSignature
{
    /// <summary>What stands in for the signature of a call that another model made; documented for that case.</summary>
    public const string None = "skip_thought_signature_validator";

    /// <summary>The additional property of a call that holds its signature.</summary>
    public const string CallProperty = "extra_content";

    // Of an answer that nobody tagged with its provider.
    private const string Mark = SealOrigin.Mark + "gemini.";

    public static string Protect(string signature) => SealOrigin.IsTagged(signature) ? signature : Mark + signature;

    /// <summary>Gets the signature of a reasoning content; null when it has none or another provider's.</summary>
    public static string? Find(TextReasoningContent reasoning, in SealOrigin origin) =>
        reasoning.ProtectedData is not { } data ? null
        : data.StartsWith(Mark, StringComparison.Ordinal) ? data[Mark.Length..]
        : origin.Made(data) ? data
        : null;

    public static void Attach(FunctionCallContent call, string signature)
    {
        var buffer = new ArrayBufferWriter<byte>(signature.Length + 64);
        using (var writer = new Utf8JsonWriter(buffer, DialectJson.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("google"u8);
            writer.WriteString("thought_signature"u8, signature);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        (call.AdditionalProperties ??= [])[CallProperty] = JsonElement.Parse(buffer.WrittenSpan);
    }

    /// <summary>Gets the signature of a call; null when it has none or another provider's.</summary>
    public static string? Find(FunctionCallContent call, in SealOrigin origin) =>
        Find(call) is { } signature && (!SealOrigin.IsTagged(signature) || origin.Made(signature)) ? signature : null;

    /// <summary>Tells whether a call has a signature that came through this router, so that only its provider may see it again.</summary>
    public static bool IsTagged(FunctionCallContent call) => SealOrigin.IsTagged(Find(call));

    private static string? Find(FunctionCallContent call) =>
        call.AdditionalProperties?.TryGetValue(CallProperty, out var value) == true
        && value is JsonElement { ValueKind: JsonValueKind.Object } extra
        && JsonText.TryFind(extra, "google"u8, out var google) && google.ValueKind == JsonValueKind.Object
            ? JsonText.Find(google, "thought_signature"u8)
            : null;
}
