using System.Text;
using System.Text.Json;

namespace Wayleave.Testing;

/// <summary>What the provider's own answer needs to know of a request, whatever its dialect; lenient, as a scripted reply answers anything.</summary>
internal sealed record Prompt
{
    /// <summary>Gets the body; undefined when it is not a JSON object.</summary>
    public JsonElement Body { get; init; }

    /// <summary>Gets whether the body is a prompt of its dialect.</summary>
    public bool IsPrompt { get; init; }

    public string LastUserText { get; private set; } = "";

    /// <summary>Gets the UTF-8 bytes of text in all messages.</summary>
    public int Bytes { get; private set; }

    /// <summary>Gets the schema that the answer must satisfy; undefined when none is asked for.</summary>
    public JsonElement Schema { get; init; }

    /// <summary>Gets whether any JSON object is asked for.</summary>
    public bool JsonObject { get; init; }

    public static Prompt Of(ScriptedRequest request)
    {
        if (!request.TryGetJson(out var body) || body.ValueKind != JsonValueKind.Object)
        {
            return new Prompt();
        }

        return request.Dialect switch
        {
            ScriptedDialect.OpenAIResponses => ResponsesPrompt.Read(body),
            ScriptedDialect.AnthropicMessages => MessagesPrompt.Read(body),
            ScriptedDialect.Gemini => GeminiPrompt.Read(body),
            _ => CompletionPrompt.Read(body),
        };
    }

    /// <summary>Counts a text; null for none. What the user said last is what the echo repeats.</summary>
    public void Add(string? text, bool isUser)
    {
        if (text is not null)
        {
            Bytes += Encoding.UTF8.GetByteCount(text);
            LastUserText = isUser ? text : LastUserText;
        }
    }
}
