using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects;

/// <summary>The raw representation of a tool call: its arguments as the model wrote them, white space and all. Immutable.</summary>
internal sealed class RawArguments
{
    // What the call's own dictionary held at first; null for what is no object.
    private readonly Dictionary<string, object?>? _original;

    private RawArguments(string text, Dictionary<string, object?>? original)
    {
        Text = text;
        _original = original;
    }

    /// <summary>Gets the text; not always valid JSON, because models err.</summary>
    public string Text { get; }

    /// <summary>Parses the arguments of a call and keeps their text beside them.</summary>
    public static FunctionCallContent Parse(string callId, string name, string text)
    {
        Dictionary<string, object?>? arguments = null;
        JsonException? fault = null;
        try
        {
            arguments = ParseObject(text);
        }
        catch (JsonException)
        {
            // The parser's own message quotes the text.
            fault = new JsonException("The arguments of the tool call are not a JSON object.");
        }

        return new FunctionCallContent(callId, name)
        {
            Arguments = arguments is null ? null : new Dictionary<string, object?>(arguments, StringComparer.Ordinal),
            Exception = fault,
            RawRepresentation = new RawArguments(text, arguments),
        };
    }

    /// <summary>Tells whether the call still says what the text says, even if its arguments were changed in place.</summary>
    public bool Describes(FunctionCallContent call)
    {
        var current = call.Arguments;
        if (_original is null || current is null)
        {
            return _original is null && current is null;
        }

        if (_original.Count != current.Count)
        {
            return false;
        }

        foreach (var (key, value) in _original)
        {
            if (!current.TryGetValue(key, out var now) || now is not JsonElement element || !IsSame(element, (JsonElement)value!))
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

    // By the bytes: a comparison of what they mean would stumble over half a surrogate pair.
    private static bool IsSame(JsonElement one, JsonElement other) =>
        one.ValueKind != JsonValueKind.Undefined && JsonMarshal.GetRawUtf8Value(one).SequenceEqual(JsonMarshal.GetRawUtf8Value(other));

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
