namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>How this dialect spells the fields in <see cref="RequestField"/>.</summary>
internal static class RequestFields
{
    public static readonly FieldTable Table = new(
        (RequestField.Model, "model"),
        (RequestField.Messages, "input"),
        (RequestField.System, "instructions"),
        (RequestField.Stream, "stream"),
        (RequestField.StreamOptions, "stream_options"),
        (RequestField.Temperature, "temperature"),
        (RequestField.TopP, "top_p"),
        (RequestField.TopLogprobs, "top_logprobs"),
        (RequestField.MaxTokens, "max_output_tokens"),
        (RequestField.Tools, "tools"),
        (RequestField.ToolChoice, "tool_choice"),
        (RequestField.ParallelToolCalls, "parallel_tool_calls"),
        (RequestField.Text, "text"),
        (RequestField.Reasoning, "reasoning"),
        (RequestField.Truncation, "truncation"),
        (RequestField.Include, "include"),
        (RequestField.Metadata, "metadata"),
        (RequestField.User, "user"),
        (RequestField.ServiceTier, "service_tier"),
        (RequestField.Store, "store"),
        (RequestField.PreviousResponse, "previous_response_id"),
        (RequestField.Conversation, "conversation"),
        (RequestField.Background, "background"),
        (RequestField.Prompt, "prompt"),
        (RequestField.PromptCacheKey, "prompt_cache_key"),
        (RequestField.NoLog, "no_log"),
        (RequestField.PolicyIr, "policy_ir"));

    public static string NameOf(RequestField field) => Table.NameOf(field);

    /// <summary>Tells whether the encoder writes the field itself in every request.</summary>
    public static bool IsStructural(RequestField field) =>
        OwnFields.IsOwn(field) || field is RequestField.Model or RequestField.Messages or RequestField.System or RequestField.Stream;
}
