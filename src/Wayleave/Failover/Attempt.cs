using Wayleave.Planning;

namespace Wayleave.Failover;

/// <summary>An attempt under way: what the terminal of the pipeline needs to know, and what it reports back.</summary>
internal sealed class Attempt
{
    public required int Number { get; init; }

    public required RoutePlan Plan { get; init; }

    public required Candidate Candidate { get; init; }

    /// <summary>Gets or sets the provider's HTTP status, set by the provider client as soon as headers arrive.</summary>
    public int? StatusCode { get; set; }
}
