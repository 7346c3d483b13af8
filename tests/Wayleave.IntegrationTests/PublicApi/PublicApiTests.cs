using Wayleave.AspNetCore.Endpoints;
using Wayleave.Tests.Shared;

namespace Wayleave.IntegrationTests.PublicApi;

/// <summary>What hosts compile against changes only together with a reviewed file.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void AspNetCore_PublicMembers_AreTheReviewedOnes() => PublicApiBaseline.Check(typeof(WayleaveEndpointOptions).Assembly);
}
