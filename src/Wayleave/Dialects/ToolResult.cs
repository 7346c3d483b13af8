using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects;

/// <summary>What a tool's result says to a model: a text, or contents.</summary>
/// <param name="Text">The text; null when there are contents.</param>
/// <param name="Contents">The contents, or null.</param>
internal readonly record struct ToolResult(string? Text, IReadOnlyList<AIContent>? Contents)
{
    /// <summary>The additional property of a result that says whether the tool failed.</summary>
    public const string ErrorProperty = "is_error";

    /// <summary>Tells whether the caller says that the tool failed.</summary>
    public static bool IsError(FunctionResultContent result) =>
        result.AdditionalProperties?.TryGetValue(ErrorProperty, out var stated) == true && stated is true or System.Text.Json.JsonElement { ValueKind: System.Text.Json.JsonValueKind.True };

    public static ToolResult Of(FunctionResultContent result) => result.Result switch
    {
        string text => new(text, null),
        JsonElement { ValueKind: JsonValueKind.String } text => new(JsonText.Read(text), null),
        AIContent content => new(null, [content]),
        IEnumerable<AIContent> contents => new(null, [.. contents]),
        null => new(result.Exception is null ? "" : "The tool failed.", null),
        var other => new(HubJson.Serialize(other), null),
    };
}
