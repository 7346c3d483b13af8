using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Wayleave.Dialects;

namespace Wayleave.AspNetCore.Endpoints.Decisions;

/// <summary>Reads the bodies of those endpoints that are the router's own, and refuses what they do not know: a misspelled member must not be silently without effect.</summary>
internal static class DecisionBody
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = DialectJson.MaxDepth, AllowDuplicateProperties = false };

    /// <summary>Reads a body that is an object with no other members than these.</summary>
    /// <exception cref="RouteException">It cannot be read, or has another member.</exception>
    public static async Task<JsonElement> ReadAsync(HttpContext context, long limit, params string[] members)
    {
        var body = Parse(await RequestBody.ReadAsync(context, limit));
        return Check(body, "", members);
    }

    /// <summary>Parses a body.</summary>
    /// <exception cref="RouteException">It is not JSON.</exception>
    public static JsonElement Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            // The element outlives the document, whose buffers it would lose.
            using var document = JsonDocument.Parse(body, Options);
            return document.RootElement.Clone();
        }
        catch (JsonException fault)
        {
            throw RequestFault.Malformed(fault);
        }
    }

    /// <summary>Checks an object's members.</summary>
    public static JsonElement Check(JsonElement value, string path, params string[] members)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw Fault(path, $"{(path.Length == 0 ? "The body" : $"'{path}'")} must be an object with {string.Join(", ", members.Select(static member => $"'{member}'"))}.");
        }

        foreach (var member in value.EnumerateObject())
        {
            if (Array.IndexOf(members, member.Name) < 0)
            {
                throw Fault(Join(path, member.Name), $"'{Join(path, member.Name)}' is not known here. Known: {string.Join(", ", members.Select(static known => $"'{known}'"))}.");
            }
        }

        return value;
    }

    /// <summary>Gets a member's text; null when it is absent or null.</summary>
    public static string? Text(JsonElement body, string path, string name) =>
        !body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw Fault(Join(path, name), $"'{Join(path, name)}' must be a string.");

    /// <summary>Gets the strings of a member that is an array of them; null when it is absent or null.</summary>
    public static string[]? Texts(JsonElement body, string name, int most)
    {
        if (!body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Array && value.GetArrayLength() is var count && count >= 1 && count <= most && value.EnumerateArray().All(static item => item.ValueKind == JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(static item => item.GetString()!)]
            : throw Fault(name, $"'{name}' must be an array of 1 to {most} strings.");
    }

    /// <summary>Gets the bytes of a member's value as they were written; empty when it is absent or null.</summary>
    public static ReadOnlySpan<byte> Bytes(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? JsonMarshal.GetRawUtf8Value(value) : default;

    public static RouteException Fault(string param, string message) =>
        new(RouteErrorCode.InvalidRequest, FaultOrigin.Caller, message) { Param = param.Length == 0 ? null : param };

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
