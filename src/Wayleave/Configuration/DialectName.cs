namespace Wayleave.Configuration;

/// <summary>The names of the wire formats as configuration spells them.</summary>
public static class DialectName
{
    /// <summary>OpenAI Chat Completions.</summary>
    public const string OpenAIChat = "OpenAIChat";

    /// <summary>OpenAI Responses.</summary>
    public const string OpenAIResponses = "OpenAIResponses";

    /// <summary>Anthropic Messages.</summary>
    public const string AnthropicMessages = "AnthropicMessages";

    /// <summary>Gemini <c>generateContent</c>.</summary>
    public const string Gemini = "Gemini";

    internal static IReadOnlyList<string> All { get; } = [OpenAIChat, OpenAIResponses, AnthropicMessages, Gemini];
}
