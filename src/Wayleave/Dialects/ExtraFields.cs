using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects;

/// <summary>Writes the members that the hub has no property for back to where they came from.</summary>
/// <remarks>
/// Only JSON goes out: other objects in additional properties are a program's own notes. Names of the router's own never go out.
/// </remarks>
internal static class ExtraFields
{
    /// <summary>Writes the members of this level.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="properties">The properties.</param>
    /// <param name="nested">What stands in front of the names of nested objects' members, which are not of this level.</param>
    /// <param name="except">The names that the encoder writes itself.</param>
    public static void Write(Utf8JsonWriter writer, AdditionalPropertiesDictionary? properties, ReadOnlySpan<string> nested, params ReadOnlySpan<string> except)
    {
        if (properties is null)
        {
            return;
        }

        foreach (var (name, value) in properties)
        {
            if (value is JsonElement or JsonNode
                && !except.Contains(name)
                && !IsNested(name, nested)
                && !OwnFields.IsOwnName(name))
            {
                writer.WritePropertyName(name);
                HubJson.TryWritePlain(writer, value);
            }
        }
    }

    /// <summary>Writes the members of a nested object.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="properties">The properties of the level above.</param>
    /// <param name="prefix">The nested object's name and a dot.</param>
    public static void WriteNested(Utf8JsonWriter writer, AdditionalPropertiesDictionary? properties, string prefix)
    {
        if (properties is null)
        {
            return;
        }

        foreach (var (name, value) in properties)
        {
            if (value is JsonElement or JsonNode && name.StartsWith(prefix, StringComparison.Ordinal))
            {
                writer.WritePropertyName(name[prefix.Length..]);
                HubJson.TryWritePlain(writer, value);
            }
        }
    }

    /// <summary>Writes the additional properties of options as top-level fields.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="properties">The properties.</param>
    /// <param name="isFree">Tells whether a name is neither the router's own nor written already.</param>
    /// <exception cref="RouteException"><c>invalid_request</c>: a number is not finite.</exception>
    public static void WriteOptions(Utf8JsonWriter writer, AdditionalPropertiesDictionary properties, Func<string, bool> isFree)
    {
        foreach (var (name, value) in properties)
        {
            if (value is JsonElement or JsonNode or string or bool or int or long or float or double or decimal && isFree(name) && !HubJson.TryWriteMember(writer, name, value))
            {
                throw RequestFault.WrongValue(name, value.ToString() ?? "", "a finite number");
            }
        }
    }

    private static bool IsNested(string name, ReadOnlySpan<string> prefixes)
    {
        foreach (var prefix in prefixes)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
