namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>Which members beyond the hub's properties a request may carry. The API refuses every member that it does not know.</summary>
internal enum ExtraRule : byte
{
    /// <summary>None: the request came in another dialect, so they are of that one.</summary>
    None,

    /// <summary>Only <c>cache_control</c>: the request was made in process, and its history may hold answers of any provider.</summary>
    CacheControl,

    /// <summary>All: the request came in this dialect.</summary>
    All,
}
