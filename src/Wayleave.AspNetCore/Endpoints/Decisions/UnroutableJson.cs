using System.Text.Json;

namespace Wayleave.AspNetCore.Endpoints.Decisions;

/// <summary>Writes an id that leads nowhere: why, and what may have been meant.</summary>
internal static class UnroutableJson
{
    public static void WriteMembers(Utf8JsonWriter json, string id, string reason, IReadOnlyList<string> nearest)
    {
        json.WriteString("id"u8, id);
        json.WriteString("reason"u8, reason);
        json.WriteStartArray("nearest"u8);
        foreach (var other in nearest)
        {
            json.WriteStringValue(other);
        }

        json.WriteEndArray();
    }
}
