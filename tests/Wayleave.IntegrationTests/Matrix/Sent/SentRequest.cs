using System.Text.Json;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Matrix.Sent;

/// <summary>What a provider received, read from its dialect into the words of none.</summary>
internal abstract class SentRequest
{
    /// <summary>Gets what the system says.</summary>
    public abstract string? System { get; }

    /// <summary>Gets the names of the functions that are offered.</summary>
    public abstract IEnumerable<string?> Tools { get; }

    /// <summary>Gets the results of functions: the call's id, and what came out.</summary>
    public abstract IEnumerable<(string? Id, string? Result)> Results { get; }

    /// <summary>Gets the pictures: the media type and the bytes in base64.</summary>
    public abstract IEnumerable<string> Pictures { get; }

    /// <summary>Gets the schema of the answer; undefined when none is asked for.</summary>
    public abstract JsonElement Schema { get; }

    /// <summary>Gets how reasoning is asked for; undefined when it is not.</summary>
    public abstract JsonElement Thinking { get; }

    /// <summary>Gets whether the dialect carries seals of reasoning.</summary>
    public virtual bool KeepsSeals => true;

    public static SentRequest Of(ScriptedRequest request) => request.Dialect switch
    {
        ScriptedDialect.OpenAIChat => new SentCompletion(request.Json),
        ScriptedDialect.OpenAIResponses => new SentResponse(request.Json),
        ScriptedDialect.AnthropicMessages => new SentMessage(request.Json),
        _ => new SentContent(request.Json),
    };

    /// <summary>Gets what stands at a path of names; undefined when there is nothing.</summary>
    protected static JsonElement At(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            element = element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;
        }

        return element;
    }

    protected static IEnumerable<JsonElement> Items(JsonElement element) => element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [];

    protected static string? Text(JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    /// <summary>Gets a text that may be written as a string or as parts that each have one.</summary>
    protected static string? TextOf(JsonElement content) =>
        content.ValueKind == JsonValueKind.Array ? string.Concat(Items(content).Select(static part => Text(At(part, "text")))) : Text(content);

    protected static bool Is(JsonElement element, string name, string value) => Text(At(element, name)) == value;
}
