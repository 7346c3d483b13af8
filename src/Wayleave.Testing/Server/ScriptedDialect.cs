namespace Wayleave.Testing;

/// <summary>The wire formats that a <see cref="ScriptedProvider"/> speaks; the path of a request decides.</summary>
public enum ScriptedDialect
{
    /// <summary>OpenAI's Chat Completions, and the operations around it; also spoken to paths that no dialect knows.</summary>
    OpenAIChat,

    /// <summary>OpenAI's Responses.</summary>
    OpenAIResponses,

    /// <summary>Anthropic's Messages, in all versions.</summary>
    AnthropicMessages,

    /// <summary>Gemini's <c>generateContent</c>.</summary>
    Gemini,
}
