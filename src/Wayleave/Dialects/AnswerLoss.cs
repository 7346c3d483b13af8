using System.Text.Json;
using Microsoft.Extensions.AI;
using Wayleave.Dialects.OpenAIResponses;

namespace Wayleave.Dialects;

/// <summary>What of an answer the caller's dialect has no word for: named in the trace when harmless, refused when the rest would be another answer.</summary>
/// <remarks>Asked before the first byte is written. Names stand in the trace's dropped fields, <c>answer.</c> in front.</remarks>
/// <param name="api">The caller's API, as messages name it.</param>
/// <param name="canSay">Tells whether the caller's dialect has a word for a content.</param>
/// <param name="canCite">Tells whether it has one for an annotation.</param>
internal sealed class AnswerLoss(string api, Func<AIContent, bool> canSay, Func<AIAnnotation, bool> canCite)
{
    /// <summary>The additional property of media that a model made while it thought.</summary>
    public const string Thought = "thought";

    /// <exception cref="RouteException"><c>invalid_request</c>: the answer holds media that the caller's dialect has no place for.</exception>
    public void Check(ChatResponse response)
    {
        var trace = response.GetRoutingTrace();
        foreach (var message in response.Messages)
        {
            Check(message.Contents, trace);
        }
    }

    /// <exception cref="RouteException"><c>invalid_request</c>: the answer holds media that the caller's dialect has no place for.</exception>
    public void Check(IList<AIContent> contents, RoutingTrace? trace)
    {
        for (var i = 0; i < contents.Count; i++)
        {
            var content = contents[i];
            if (!canSay(content))
            {
                Lose(content, trace);
            }

            if (content.Annotations is { Count: > 0 } annotations)
            {
                Check(annotations, trace);
            }
        }
    }

    private void Check(IList<AIAnnotation> annotations, RoutingTrace? trace)
    {
        foreach (var annotation in annotations)
        {
            if (!canCite(annotation))
            {
                trace?.AddDroppedField("answer.citations");
            }
        }
    }

    private void Lose(AIContent content, RoutingTrace? trace)
    {
        switch (content)
        {
            case DataContent or UriContent or HostedFileContent when content.AdditionalProperties?.ContainsKey(Thought) == true:
                trace?.AddDroppedField("answer.thought");
                break;
            case DataContent or UriContent or HostedFileContent:
            case RawItemContent when ContentKind.Of(content) == ImageItem.Kind:
                throw new RouteException(
                    RouteErrorCode.InvalidRequest,
                    FaultOrigin.Caller,
                    $"The model answered with a content of type '{ContentKind.Of(content)}', for which {api} has no place. Ask for text, or ask over an API that has one.")
                {
                    Param = "model",
                };
            // Accounts of the answer, and what the host's own tools did on the way.
            case UsageContent or FunctionCallContent or FunctionResultContent:
                break;
            default:
                trace?.AddDroppedField($"answer.{ContentKind.Of(content)}");
                break;
        }
    }
}
