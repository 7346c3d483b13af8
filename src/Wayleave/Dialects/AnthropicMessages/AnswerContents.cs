using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>Tells which contents of an answer this dialect has words for.</summary>
internal static class AnswerContents
{
    /// <summary>What the dialect has no word for.</summary>
    public static readonly AnswerLoss Loss = new(AnthropicMessagesDialect.Api, IsExpressible, static annotation => annotation.RawRepresentation is RawBlock);

    /// <summary>Tells whether an answer can hold the content. Others are left out, as a model's answer cannot be refused any more.</summary>
    public static bool IsExpressible(AIContent content) =>
        content is TextContent or TextReasoningContent or ErrorContent or FunctionCallContent { InformationalOnly: false } or { RawRepresentation: RawBlock };
}
