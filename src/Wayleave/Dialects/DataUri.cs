using Microsoft.Extensions.AI;

namespace Wayleave.Dialects;

/// <summary>Reads data URIs.</summary>
internal static class DataUri
{
    /// <returns>The content; null when the hub does not understand the URI: the part then stays as it came, and the provider judges it.</returns>
    public static DataContent? TryRead(string uri, string? name)
    {
        try
        {
            return new DataContent(uri) { Name = name };
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return null;
        }
    }
}
