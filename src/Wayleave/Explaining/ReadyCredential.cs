namespace Wayleave;

/// <summary>A key that a plan would pay with, or the lack of one.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
/// <param name="Provider">The provider's id.</param>
/// <param name="Lane">The lane that pays.</param>
/// <param name="Id">The key's id (never the secret), or <see langword="null"/> when there is none.</param>
/// <param name="Readiness">How ready it is.</param>
public sealed record ReadyCredential(string Provider, Lane Lane, string? Id, CredentialReadiness Readiness);
