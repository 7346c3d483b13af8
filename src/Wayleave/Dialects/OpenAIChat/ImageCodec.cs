using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIChat;

/// <summary>Decodes and encodes the images of an answer: the member <c>images</c>.</summary>
/// <remarks>Not a member of the original API, but of the many servers that offer models which draw; its elements are image parts.</remarks>
internal static class ImageCodec
{
    public const string Member = "images";

    /// <summary>Tells whether a content is an image that is part of an answer, and not of the thoughts that led to it.</summary>
    public static bool IsImage(AIContent content) => content switch
    {
        DataContent data => data.HasTopLevelMediaType("image"),
        UriContent uri => uri.HasTopLevelMediaType("image"),
        _ => false,
    } && content.AdditionalProperties?.ContainsKey(AnswerLoss.Thought) != true;

    /// <summary>Decodes the images, all or none.</summary>
    public static List<AIContent>? TryDecode(JsonElement images)
    {
        var contents = new List<AIContent>();
        foreach (var image in images.EnumerateArray())
        {
            var content = PartDecoder.Decode(image);
            if (!IsImage(content))
            {
                return null;
            }

            contents.Add(content);
        }

        return contents;
    }

    /// <summary>Writes the member, if there is an image.</summary>
    public static void Encode(Utf8JsonWriter writer, List<AIContent>? images)
    {
        if (images is not { Count: > 0 })
        {
            return;
        }

        writer.WriteStartArray(Member);
        foreach (var image in images)
        {
            PartEncoder.Write(writer, image, withExtra: false);
        }

        writer.WriteEndArray();
    }
}
