using Microsoft.AspNetCore.Http;
using Wayleave.Dialects;
using Wayleave.Dialects.AnthropicMessages;
using Wayleave.Dialects.OpenAIChat;

namespace Wayleave.AspNetCore.Errors;

/// <summary>Metadata of an endpoint: the dialect that its callers speak, and read its errors in.</summary>
/// <remarks>Metadata, because some errors arise before the endpoint itself runs: who is not authenticated never gets there.</remarks>
internal sealed class EndpointDialect(ChatDialect dialect)
{
    /// <summary>Gets the dialect of a request: its endpoint's, and where callers of several share one, the one that its headers speak.</summary>
    public static ChatDialect Of(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<EndpointDialect>()?.Dialect
        ?? (context.Request.Headers.ContainsKey(AnthropicVersion.Header) ? AnthropicMessagesDialect.Instance : OpenAIChatDialect.Instance);

    private ChatDialect Dialect => dialect;
}
