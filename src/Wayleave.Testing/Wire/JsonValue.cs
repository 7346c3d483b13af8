using System.Text;
using System.Text.Json;

namespace Wayleave.Testing;

/// <summary>Reads JSON leniently: what is missing, or of another type, is undefined.</summary>
internal static class JsonValue
{
    public static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    public static string? Text(JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    public static bool Is(JsonElement element, string text) => element.ValueKind == JsonValueKind.String && element.ValueEquals(text);

    public static bool IsStated(JsonElement element) => element.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    /// <summary>Gets the elements of an array; none for anything else.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : Enumerable.Empty<JsonElement>();

    /// <summary>Joins the text of a content, which is a string or an array of parts; null when there is none.</summary>
    public static string? TextOf(JsonElement content)
    {
        if (content.ValueKind == JsonValueKind.String)
        {
            return content.GetString();
        }

        StringBuilder? text = null;
        foreach (var part in Items(content))
        {
            if (Text(Member(part, "text")) is { } piece)
            {
                (text ??= new()).Append(piece);
            }
        }

        return text?.ToString();
    }
}
