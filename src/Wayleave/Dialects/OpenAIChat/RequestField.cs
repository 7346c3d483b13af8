namespace Wayleave.Dialects.OpenAIChat;

/// <summary>The top-level fields of a request that the router reads; all others pass unread.</summary>
internal enum RequestField
{
    Unknown = -1,
    Model,
    Messages,
    Stream,
    StreamOptions,
    Choices,
    Temperature,
    TopP,
    TopK,
    FrequencyPenalty,
    PresencePenalty,
    MaxTokens,
    MaxCompletionTokens,
    Seed,
    Stop,
    Tools,
    ToolChoice,
    ParallelToolCalls,
    ResponseFormat,
    ReasoningEffort,
    PromptCacheKey,
    NoLog,
    PolicyIr,
}
