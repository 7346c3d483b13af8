namespace Wayleave.Dialects.OpenAI.Embeddings;

/// <summary>How the API spells the fields that the router reads.</summary>
internal static class RequestFields
{
    public static readonly FieldTable Table = new(
        (RequestField.Model, "model"),
        (RequestField.Messages, "input"),
        (RequestField.Dimensions, "dimensions"),
        (RequestField.EncodingFormat, "encoding_format"),
        (RequestField.NoLog, "no_log"),
        (RequestField.PolicyIr, "policy_ir"));
}
