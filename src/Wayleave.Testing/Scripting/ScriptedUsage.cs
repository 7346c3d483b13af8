namespace Wayleave.Testing;

/// <summary>The token counts that a scripted answer reports.</summary>
/// <param name="PromptTokens">Tokens read, cached ones included.</param>
/// <param name="CompletionTokens">Tokens written, reasoning included.</param>
/// <param name="CachedTokens">The part of <paramref name="PromptTokens"/> that came from a cache.</param>
/// <param name="ReasoningTokens">The part of <paramref name="CompletionTokens"/> that was reasoning.</param>
/// <param name="CacheWriteTokens">The part of <paramref name="PromptTokens"/> that was written to a cache; told in Anthropic's dialect and in OpenAI's Responses.</param>
public readonly record struct ScriptedUsage(
    int PromptTokens, int CompletionTokens, int CachedTokens = 0, int ReasoningTokens = 0, int CacheWriteTokens = 0);
