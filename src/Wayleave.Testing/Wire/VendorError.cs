namespace Wayleave.Testing;

/// <summary>An HTTP error as a vendor sends it.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body.</param>
/// <param name="HasRetryAfter">Whether the time to wait is told in the header.</param>
internal readonly record struct VendorError(int Status, ReadOnlyMemory<byte> Body, bool HasRetryAfter = true);
