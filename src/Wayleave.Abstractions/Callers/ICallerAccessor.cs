namespace Wayleave;

/// <summary>Tells who the caller of the current request is, when the request itself does not.</summary>
/// <remarks>
/// A host implements this to bring its own authentication; it is a singleton and must be thread-safe.
/// <c>RoutedChatOptions.Tenant</c>, <c>User</c> and <c>App</c>, when set, take precedence.
/// </remarks>
public interface ICallerAccessor
{
    /// <summary>Gets the current caller.</summary>
    /// <returns>The caller, or <see langword="null"/> when there is none.</returns>
    Caller? GetCaller();
}
