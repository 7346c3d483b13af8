using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects;

/// <summary>What is said about requests that are refused. Values are named only where they cannot be content.</summary>
internal static class RequestFault
{
    public static RouteException NotUtf8() => new(
        RouteErrorCode.InvalidRequest, FaultOrigin.Caller, "The request body could not be read: it is not valid UTF-8. Send a JSON object encoded as UTF-8.");

    public static RouteException Malformed(JsonException cause) => new(
        RouteErrorCode.InvalidRequest,
        FaultOrigin.Caller,
        $"The request body could not be read: it is not valid JSON (line {(cause.LineNumber ?? 0) + 1}, byte {(cause.BytePositionInLine ?? 0) + 1}). Send one JSON object, nested at most {DialectJson.MaxDepth} levels deep.");

    public static RouteException BodyNotObject(JsonTokenType found, string api) => new(
        RouteErrorCode.InvalidRequest, FaultOrigin.Caller, $"The request body is {Describe(found)}, but must be a JSON object. See the reference of {api} for the fields of a request.");

    public static RouteException Missing(string param, string expected) =>
        Invalid(param, $"The request has no '{param}'. Add it: it must be {expected}.");

    public static RouteException WrongKind(string param, JsonTokenType found, string expected) =>
        Invalid(param, $"The request's '{param}' is {Describe(found)}, but must be {expected}.");

    public static RouteException WrongValue(string param, string found, string expected) =>
        Invalid(param, $"The request's '{param}' is '{Shorten(found)}', but must be {expected}.");

    public static RouteException Empty(string param, string expected) =>
        Invalid(param, $"The request's '{param}' is empty, but must be {expected}.");

    public static RouteException Duplicate(string param) =>
        Invalid(param, $"The request states '{param}' more than once, which providers read differently. State it once.");

    public static RouteException NotInVersion(string param, string header, string version, string other) => Invalid(
        param, $"The request states '{param}', which '{header}: {version}' does not take, not even at its default. Remove it, or send '{header}: {other}'.");

    public static RouteException TooMany(string param, int most) =>
        Invalid(param, $"The request's '{param}' has more than the {most} items that one request may have. Send several requests.");

    /// <summary>Something that a provider's dialect has no way to say.</summary>
    public static RouteException NotExpressible(string api, string what, string fix, string param = "messages") =>
        Unsupported(param, $"{what} cannot be sent to a provider that speaks {api}. {fix}");

    /// <summary>A tool that a provider's dialect has no way to say.</summary>
    public static RouteException NotExpressible(string api, AITool tool) => tool is WireRawTool
        ? NotExpressible(api, $"A tool of type '{Shorten(tool.Name)}'", "Send functions, or ask for a model of a provider that has the tool.", "tools")
        : NotExpressible(api, $"The tool '{tool.Name}' of type '{tool.GetType().Name}'", "Pass tools that are an AIFunctionDeclaration.", "tools");

    /// <summary>A field that the provider has no word for although its dialect has one.</summary>
    /// <param name="param">The field.</param>
    /// <param name="value">The reader that stands on its value.</param>
    public static RouteException NotTaken(string param, in Utf8JsonReader value) => NotTaken(param, value.TokenType switch
    {
        JsonTokenType.Number => $"'{Shorten(Encoding.UTF8.GetString(value.ValueSpan))}'",
        JsonTokenType.True => "'true'",
        JsonTokenType.False => "'false'",
        _ => Describe(value.TokenType),
    });

    /// <summary>A field that the provider has no word for although its dialect has one.</summary>
    public static RouteException NotTaken(string param, string value) =>
        Unsupported(param, $"The request's '{param}' is {value}, which the model's provider does not take. Remove it, or ask for a model of another provider.");

    /// <summary>Something said to the router that would change who serves, and that it cannot follow.</summary>
    public static RouteException NotHonoured(string param, string fix) =>
        Invalid(param, $"The request's '{param}' cannot be honoured, and leaving it out would change who serves. {fix}");

    // Another provider may have the word.
    private static RouteException Unsupported(string param, string message) => new(RouteErrorCode.InvalidRequest, FaultOrigin.Caller, message)
    {
        Param = param,
        Failure = FailureCategory.Unsupported,
    };

    private static RouteException Invalid(string param, string message) => new(RouteErrorCode.InvalidRequest, FaultOrigin.Caller, message)
    {
        Param = param,
    };

    private static string Shorten(string value) => value.Length <= 64 ? value : string.Concat(value.AsSpan(0, 64), "...");

    private static string Describe(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        JsonTokenType.Null => "null",
        _ => "empty",
    };
}
