using Wayleave.Planning;

namespace Wayleave.Tests.Properties;

/// <summary>A request as it reached a provider: which candidate, on whose key, for whom.</summary>
internal sealed record Sighting(string Provider, Candidate Candidate, string Route, Caller Caller, int Number)
{
    public string? CredentialId => Candidate.CredentialId;

    /// <summary>Gets the route that served: of a whole tier the member, else the route itself.</summary>
    public required string ServedRoute { get; init; }
}
