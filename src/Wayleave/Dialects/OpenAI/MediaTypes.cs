using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAI;

/// <summary>Between the hub's media types and the names that this dialect has for them.</summary>
internal static class MediaTypes
{
    public static string OfAudio(string format) => format switch
    {
        "mp3" => "audio/mpeg",
        _ => $"audio/{format}",
    };

    public static string AudioFormat(string mediaType) => mediaType.ToLowerInvariant() switch
    {
        "audio/mpeg" or "audio/mp3" or "audio/mpga" => "mp3",
        "audio/wav" or "audio/x-wav" or "audio/wave" or "audio/vnd.wave" => "wav",
        var other => other["audio/".Length..],
    };

    public static bool IsImageOrAudio(DataContent content) => content.HasTopLevelMediaType("image") || content.HasTopLevelMediaType("audio");
}
