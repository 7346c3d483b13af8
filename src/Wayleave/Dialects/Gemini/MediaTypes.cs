namespace Wayleave.Dialects.Gemini;

/// <summary>Guesses a media type where nobody stated one.</summary>
internal static class MediaTypes
{
    /// <summary>Gets the type that an address ends like; null when it tells nothing.</summary>
    public static string? OfAddress(string address)
    {
        var path = address.AsSpan();
        var end = path.IndexOfAny('?', '#');
        path = end < 0 ? path : path[..end];
        return path.EndsWith(".png", StringComparison.OrdinalIgnoreCase) ? "image/png"
            : path.EndsWith(".jpg", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".jpeg", StringComparison.OrdinalIgnoreCase) ? "image/jpeg"
            : path.EndsWith(".webp", StringComparison.OrdinalIgnoreCase) ? "image/webp"
            : path.EndsWith(".gif", StringComparison.OrdinalIgnoreCase) ? "image/gif"
            : path.EndsWith(".heic", StringComparison.OrdinalIgnoreCase) ? "image/heic"
            : path.EndsWith(".heif", StringComparison.OrdinalIgnoreCase) ? "image/heif"
            : path.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase) ? "application/pdf"
            : null;
    }
}
