namespace Wayleave.Testing;

/// <summary>What the method and the path of a request say.</summary>
/// <param name="Dialect">The dialect.</param>
/// <param name="Operation">The operation.</param>
/// <param name="Model">The model, where the path names it; else null.</param>
/// <param name="Verb">What follows the colon in Gemini's paths; else empty.</param>
internal readonly record struct WireRoute(ScriptedDialect Dialect, ScriptedOperation Operation, string? Model = null, string Verb = "")
{
    private const string AzureRoot = "/openai/deployments/";

    // OpenAI's, Azure's two, and Gemini's imitation of OpenAI's.
    private static readonly string[] OpenAIRoots = ["/v1/", "/openai/v1/", "/openai/", "/v1beta/openai/"];
    private static readonly string[] GeminiRoots = ["/v1beta/models/", "/v1/models/"];

    public static WireRoute Of(string method, string path, IReadOnlyDictionary<string, string> headers) => method switch
    {
        "POST" => OfPost(path),
        "GET" => OfGet(path, headers),
        _ => Unknown(path),
    };

    private static WireRoute OfPost(string path)
    {
        switch (path)
        {
            case "/v1/messages":
                return new(ScriptedDialect.AnthropicMessages, ScriptedOperation.Chat);
            case "/v1/messages/count_tokens":
                return new(ScriptedDialect.AnthropicMessages, ScriptedOperation.TokenCount);
        }

        if (path.StartsWith(AzureRoot, StringComparison.Ordinal) && path.IndexOf('/', AzureRoot.Length) is > 0 and var slash)
        {
            return OfOpenAI(path[(slash + 1)..]) is { Dialect: ScriptedDialect.OpenAIChat } route
                ? route with { Model = Uri.UnescapeDataString(path[AzureRoot.Length..slash]) }
                : Unknown(path);
        }

        foreach (var root in OpenAIRoots)
        {
            if (path.StartsWith(root, StringComparison.Ordinal) && OfOpenAI(path[root.Length..]) is { } route)
            {
                return route;
            }
        }

        foreach (var root in GeminiRoots)
        {
            if (path.StartsWith(root, StringComparison.Ordinal) && path.LastIndexOf(':') is > 0 and var colon && colon > root.Length)
            {
                return OfGemini(Uri.UnescapeDataString(path[root.Length..colon]), path[(colon + 1)..]);
            }
        }

        return Unknown(path);
    }

    private static WireRoute? OfOpenAI(string operation) => operation switch
    {
        "chat/completions" => new(ScriptedDialect.OpenAIChat, ScriptedOperation.Chat),
        "embeddings" => new(ScriptedDialect.OpenAIChat, ScriptedOperation.Embeddings),
        "responses" => new(ScriptedDialect.OpenAIResponses, ScriptedOperation.Chat),
        _ => null,
    };

    private static WireRoute OfGemini(string model, string verb) => new(
        ScriptedDialect.Gemini,
        verb switch
        {
            "generateContent" or "streamGenerateContent" => ScriptedOperation.Chat,
            "countTokens" => ScriptedOperation.TokenCount,
            "embedContent" or "batchEmbedContents" => ScriptedOperation.Embeddings,
            _ => ScriptedOperation.Unknown,
        },
        model,
        verb);

    private static WireRoute OfGet(string path, IReadOnlyDictionary<string, string> headers)
    {
        if (IsOrBelow(path, "/v1/models"))
        {
            var dialect = headers.ContainsKey("anthropic-version") ? ScriptedDialect.AnthropicMessages : ScriptedDialect.OpenAIChat;
            return new(dialect, ScriptedOperation.Models, Below(path, "/v1/models"));
        }

        return IsOrBelow(path, "/v1beta/models")
            ? new(ScriptedDialect.Gemini, ScriptedOperation.Models, Below(path, "/v1beta/models"))
            : path == "/api/tags" ? new(ScriptedDialect.OpenAIChat, ScriptedOperation.Models, Verb: "tags") : Unknown(path);
    }

    private static bool IsOrBelow(string path, string root) =>
        path.StartsWith(root, StringComparison.Ordinal) && (path.Length == root.Length || path[root.Length] == '/');

    private static string? Below(string path, string root) => path.Length > root.Length + 1 ? Uri.UnescapeDataString(path[(root.Length + 1)..]) : null;

    // Whoever mistypes a path reads errors in the dialect that was meant.
    private static WireRoute Unknown(string path) => new(
        IsOrBelow(path, "/v1/messages") ? ScriptedDialect.AnthropicMessages
            : IsOrBelow(path, "/v1beta") ? ScriptedDialect.Gemini
            : IsOrBelow(path, "/v1/responses") ? ScriptedDialect.OpenAIResponses
            : ScriptedDialect.OpenAIChat,
        ScriptedOperation.Unknown);
}
