using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects;

/// <summary>The raw representation of a tool call: its arguments as the model wrote them, white space and all.</summary>
/// <param name="Text">The text; not always valid JSON, because models err.</param>
internal sealed record RawArguments(string Text)
{
    /// <summary>Parses the arguments of a call and keeps their text beside them.</summary>
    public static FunctionCallContent Parse(string callId, string name, string text)
    {
        var call = new FunctionCallContent(callId, name) { RawRepresentation = new RawArguments(text) };
        try
        {
            call.Arguments = ParseObject(text);
        }
        catch (JsonException)
        {
            // The parser's own message quotes the text.
            call.Exception = new JsonException("The arguments of the tool call are not a JSON object.");
        }

        return call;
    }

    /// <summary>Tells whether the call still says what the text says, even if its arguments were changed in place.</summary>
    public bool Describes(FunctionCallContent call)
    {
        Dictionary<string, object?>? original;
        try
        {
            original = ParseObject(Text);
        }
        catch (JsonException)
        {
            original = null;
        }

        var current = call.Arguments;
        if (original is null || current is null)
        {
            return original is null && current is null;
        }

        if (original.Count != current.Count)
        {
            return false;
        }

        foreach (var (key, value) in original)
        {
            if (!current.TryGetValue(key, out var now) || now is not JsonElement element || !JsonElement.DeepEquals(element, (JsonElement)value!))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Writes the arguments of a call as text: the model's own while it still says what the call says.</summary>
    public static string Spell(FunctionCallContent call)
    {
        if (call.RawRepresentation is RawArguments raw && raw.Describes(call))
        {
            return raw.Text;
        }

        return call.Arguments is null ? "{}" : HubJson.Serialize(call.Arguments);
    }

    // Content never becomes text by accident.
    public override string ToString() => $"{Text.Length} characters";

    private static Dictionary<string, object?>? ParseObject(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        // By way of bytes, because text with half a surrogate pair would be refused with an exception of another kind.
        var root = JsonElement.Parse(Encoding.UTF8.GetBytes(text), DialectJson.DocumentOptions);
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException();
        }

        var arguments = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var property in root.EnumerateObject())
        {
            arguments[JsonText.ReadName(property)] = property.Value;
        }

        return arguments;
    }
}
