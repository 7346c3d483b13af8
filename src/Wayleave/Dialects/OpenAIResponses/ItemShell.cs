using System.Text.Json;

namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>The raw representation of a message, and of the contents of an assistant's: the item that they came in.</summary>
/// <remarks>Contents of the same instance are of the same item.</remarks>
/// <param name="json">The item.</param>
internal sealed class ItemShell(JsonElement json)
{
    private static readonly NameTable Replaced = new("type", "role", "content", "call_id", "output");

    /// <summary>Gets a value that tells whether the item's content stands as a string.</summary>
    public bool IsPlain { get; } = JsonText.TryFind(json, "content"u8, out var content) && content.ValueKind == JsonValueKind.String;

    /// <summary>Gets the item's id, or null.</summary>
    public string? Id => JsonText.Find(json, "id"u8);

    /// <summary>Writes the members that the hub has no property for.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="withId">Whether the id and the status go along.</param>
    public void WriteOthers(Utf8JsonWriter writer, bool withId = true)
    {
        foreach (var property in json.EnumerateObject())
        {
            var name = JsonText.ReadName(property);
            var isLeftOut = Replaced.Contains(name)
                || (name is "id" or "status" && !withId)
                || (name == "id" && property.Value.ValueKind == JsonValueKind.String && MadeIds.IsMade(JsonText.Read(property.Value)));
            if (!isLeftOut)
            {
                writer.WritePropertyName(name);
                HubJson.TryWritePlain(writer, property.Value);
            }
        }
    }
}
