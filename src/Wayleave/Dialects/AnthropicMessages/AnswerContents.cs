using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>Tells which contents of an answer this dialect has words for.</summary>
internal static class AnswerContents
{
    /// <summary>Tells whether an answer can hold the content. Others are left out, as a model's answer cannot be refused any more.</summary>
    public static bool IsExpressible(AIContent content) =>
        content is TextContent or TextReasoningContent or ErrorContent or FunctionCallContent { InformationalOnly: false } or { RawRepresentation: RawBlock };
}
