using System.Text;
using Microsoft.Extensions.AI;
using Wayleave.Dialects;

namespace Wayleave.Usage;

/// <summary>Estimates a prompt's tokens part by part, for callers who asked for the number: closer than the size of a body, and slower.</summary>
/// <remarks>
/// Text counts as <see cref="TokenEstimator"/> says, whoever wrote it: messages, calls, results, the tools' schemas. A picture's
/// bytes say little about its tokens, so each counts as much as the largest one that a model looks at whole.
/// </remarks>
internal static class PromptEstimator
{
    private const int TokensPerMedium = 1600;

    public static long Estimate(IEnumerable<ChatMessage> messages, RoutedChatOptions options)
    {
        var bytes = SizeOf(options.Instructions);
        var tokens = 0L;
        var wire = ReferenceEquals(options.Wire?.Messages, messages) ? options.Wire : null;

        // Anything but a list may be readable only once, but here nobody else reads it.
        var list = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        for (var index = 0; index < list.Count; index++)
        {
            tokens += TokenEstimator.TokensPerMessage;
            var message = wire is null ? list[index] : wire.PeekMessage(index);
            Add(message?.Contents ?? [], ref bytes, ref tokens);
        }

        foreach (var tool in options.Tools ?? [])
        {
            bytes += SizeOf(tool.Name) + SizeOf(tool.Description);
            bytes += tool is AIFunctionDeclaration function ? SizeOf(function.JsonSchema.GetRawText()) : 0;
        }

        bytes += options.ResponseFormat is ChatResponseFormatJson { Schema: { } schema } ? SizeOf(schema.GetRawText()) : 0;
        return tokens + TokenEstimator.OfLength(bytes);
    }

    private static void Add(IEnumerable<AIContent> contents, ref long bytes, ref long tokens)
    {
        foreach (var content in contents)
        {
            switch (content)
            {
                case TextContent text:
                    bytes += SizeOf(text.Text);
                    break;
                case TextReasoningContent reasoning:
                    bytes += SizeOf(reasoning.Text);
                    break;
                case FunctionCallContent call:
                    bytes += SizeOf(call.Name) + SizeOf(RawArguments.Spell(call));
                    break;
                case FunctionResultContent result:
                    var (said, shown) = ToolResult.Of(result);
                    bytes += SizeOf(said);
                    Add(shown ?? [], ref bytes, ref tokens);
                    break;
                case DataContent data when data.HasTopLevelMediaType("text"):
                    bytes += data.Data.Length;
                    break;
                case DataContent or UriContent or HostedFileContent:
                    tokens += TokensPerMedium;
                    break;
            }
        }
    }

    private static long SizeOf(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);
}
