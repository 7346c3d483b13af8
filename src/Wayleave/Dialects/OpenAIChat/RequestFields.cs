namespace Wayleave.Dialects.OpenAIChat;

/// <summary>How this dialect spells the fields in <see cref="RequestField"/>.</summary>
internal static class RequestFields
{
    public static readonly FieldTable Table = new(
        (RequestField.Model, "model"),
        (RequestField.Messages, "messages"),
        (RequestField.Stream, "stream"),
        (RequestField.StreamOptions, "stream_options"),
        (RequestField.Choices, "n"),
        (RequestField.Temperature, "temperature"),
        (RequestField.TopP, "top_p"),
        (RequestField.TopK, "top_k"),
        (RequestField.FrequencyPenalty, "frequency_penalty"),
        (RequestField.PresencePenalty, "presence_penalty"),
        (RequestField.MaxTokens, "max_tokens"),
        (RequestField.MaxCompletionTokens, "max_completion_tokens"),
        (RequestField.Seed, "seed"),
        (RequestField.Stop, "stop"),
        (RequestField.Tools, "tools"),
        (RequestField.ToolChoice, "tool_choice"),
        (RequestField.ParallelToolCalls, "parallel_tool_calls"),
        (RequestField.ResponseFormat, "response_format"),
        (RequestField.ReasoningEffort, "reasoning_effort"),
        (RequestField.PromptCacheKey, "prompt_cache_key"),
        (RequestField.NoLog, "no_log"),
        (RequestField.PolicyIr, "policy_ir"));

    public static string NameOf(RequestField field) => Table.NameOf(field);

    /// <summary>Tells whether the encoder writes the field itself in every request.</summary>
    public static bool IsStructural(RequestField field) =>
        OwnFields.IsOwn(field) || field is RequestField.Model or RequestField.Messages or RequestField.Stream or RequestField.StreamOptions;
}
