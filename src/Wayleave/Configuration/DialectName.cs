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

    /// <summary>Gets how a key enters requests of a dialect where configuration does not say.</summary>
    internal static AuthScheme AuthOf(string dialect) =>
        dialect.Equals(AnthropicMessages, StringComparison.OrdinalIgnoreCase) ? AuthScheme.XApiKey
        : dialect.Equals(Gemini, StringComparison.OrdinalIgnoreCase) ? AuthScheme.XGoogApiKey
        : AuthScheme.Bearer;
}
