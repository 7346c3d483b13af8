namespace Wayleave.AspNetCore.Errors;

/// <summary>An exception as callers see it.</summary>
/// <param name="Error">The error to write.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="IsUnexpected">Whether nobody foresaw the exception, so that it belongs into the log.</param>
internal readonly record struct MappedError(RouteException Error, int Status, bool IsUnexpected);
