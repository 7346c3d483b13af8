using Microsoft.Extensions.AI;
using Wayleave.Dialects;
using Wayleave.Dialects.OpenAIResponses;

namespace Wayleave.Fuzz.Targets;

/// <summary>The one fault that writing an answer may end in: it holds media, and the caller's dialect has no place for them.</summary>
internal static class MediaRefusal
{
    public static bool IsOne(RouteException error, IEnumerable<AIContent> contents) =>
        error is { Code: RouteErrorCode.InvalidRequest, Origin: FaultOrigin.Caller, Param: "model" }
        && contents.Any(static content => content is DataContent or UriContent or HostedFileContent || ContentKind.Of(content) == ImageItem.Kind);
}
