namespace Wayleave.Dialects;

/// <summary>The top-level fields of a request that the router reads, of all dialects; all others pass unread.</summary>
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
    Thinking,
    OutputConfig,
    System,
    Metadata,
    PromptCacheKey,
    NoLog,
    PolicyIr,
}
