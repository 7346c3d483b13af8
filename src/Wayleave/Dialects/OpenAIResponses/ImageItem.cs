using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>Images that a model of another dialect made, as the item that this dialect's own image tool leaves.</summary>
internal static class ImageItem
{
    /// <summary>The item's type.</summary>
    public const string Kind = "image_generation_call";

    /// <summary>Tells whether a content is an image that is part of an answer, and not of the thoughts that led to it.</summary>
    public static bool IsImage(AIContent content) =>
        content is DataContent data && data.HasTopLevelMediaType("image") && data.AdditionalProperties?.ContainsKey(AnswerLoss.Thought) != true;

    /// <summary>Writes the item.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="id">The item's id.</param>
    /// <param name="image">The image; null while it is only announced.</param>
    public static void Write(Utf8JsonWriter writer, string id, DataContent? image)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, id);
        writer.WriteString("type"u8, Kind);
        writer.WriteString("status"u8, image is null ? "in_progress"u8 : "completed"u8);
        if (image is null)
        {
            writer.WriteNull("result"u8);
        }
        else
        {
            writer.WriteString("result"u8, image.Base64Data.Span);
        }

        writer.WriteEndObject();
    }

    /// <summary>Decodes an item that this router made and a caller sent back; null for any other.</summary>
    public static DataContent? TryDecode(JsonElement item) =>
        JsonText.Find(item, "id"u8) is { } id && MadeIds.IsMade(id) && JsonText.Find(item, "result"u8) is { Length: > 0 } result
            ? DataUri.TryRead($"data:{TypeOf(result)};base64,{result}", null)
            : null;

    // The item does not say; the first bytes do.
    private static string TypeOf(string base64) =>
        base64.StartsWith("/9j/", StringComparison.Ordinal) ? "image/jpeg"
        : base64.StartsWith("UklGR", StringComparison.Ordinal) ? "image/webp"
        : base64.StartsWith("R0lG", StringComparison.Ordinal) ? "image/gif"
        : "image/png";
}
