using Wayleave.Testing;
using Wayleave.Tests.Shared;

namespace Wayleave.Tests.PublicApi;

/// <summary>What hosts compile against changes only together with a reviewed file.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void Abstractions_PublicMembers_AreTheReviewedOnes() => PublicApiBaseline.Check(typeof(Money).Assembly);

    [Fact]
    public void Wayleave_PublicMembers_AreTheReviewedOnes() => PublicApiBaseline.Check(typeof(WayleaveRouter).Assembly);

    [Fact]
    public void Testing_PublicMembers_AreTheReviewedOnes() => PublicApiBaseline.Check(typeof(ScriptedProvider).Assembly);
}
