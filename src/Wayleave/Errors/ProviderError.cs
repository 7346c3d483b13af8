namespace Wayleave;

/// <summary>What a provider said when it refused a request as the caller's fault.</summary>
/// <remarks>Immutable. Never filled from answers about keys or accounts, and never written to logs by the router.</remarks>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="Message">The provider's message, or <see langword="null"/>.</param>
/// <param name="Type">The provider's error type, or <see langword="null"/>.</param>
/// <param name="Code">The provider's error code, or <see langword="null"/>.</param>
/// <param name="Param">The name of the field at fault, or <see langword="null"/>.</param>
public sealed record ProviderError(int StatusCode, string? Message, string? Type, string? Code, string? Param);
