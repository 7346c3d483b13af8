using Wayleave.Fuzz.Targets;

namespace Wayleave.Fuzz.Http;

/// <summary>Where each dialect is served.</summary>
internal static class EndpointPath
{
    public const string Embeddings = "/v1/embeddings";

    public static string Of(EndpointSide side) => side.Dialect.Name switch
    {
        "OpenAIChat" => "/v1/chat/completions",
        "OpenAIResponses" => "/v1/responses",
        "AnthropicMessages" => "/v1/messages",
        var other => throw new ArgumentException($"No endpoint speaks '{other}'.", nameof(side)),
    };
}
