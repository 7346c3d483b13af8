namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>How this dialect spells the fields in <see cref="RequestField"/>.</summary>
internal static class MessageFields
{
    public static readonly FieldTable Table = new(
        (RequestField.Model, "model"),
        (RequestField.Messages, "messages"),
        (RequestField.System, "system"),
        (RequestField.Stream, "stream"),
        (RequestField.MaxTokens, "max_tokens"),
        (RequestField.Temperature, "temperature"),
        (RequestField.TopP, "top_p"),
        (RequestField.TopK, "top_k"),
        (RequestField.Stop, "stop_sequences"),
        (RequestField.Tools, "tools"),
        (RequestField.ToolChoice, "tool_choice"),
        (RequestField.Thinking, "thinking"),
        (RequestField.OutputConfig, "output_config"),
        (RequestField.Metadata, "metadata"),
        (RequestField.NoLog, "no_log"),
        (RequestField.PolicyIr, "policy_ir"));

    public static string NameOf(RequestField field) => Table.NameOf(field);

    /// <summary>Tells whether the encoder writes the field itself in every request.</summary>
    public static bool IsStructural(RequestField field) =>
        OwnFields.IsOwn(field) || field is RequestField.Model or RequestField.Messages or RequestField.System or RequestField.Stream;

    /// <summary>Tells whether the field is one of those that only the older version of the API takes.</summary>
    public static bool IsSampling(RequestField field) => field is RequestField.Temperature or RequestField.TopP or RequestField.TopK;
}
