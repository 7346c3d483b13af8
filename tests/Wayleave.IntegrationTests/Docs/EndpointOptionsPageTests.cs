using Wayleave.AspNetCore.Endpoints;
using Wayleave.Tests.Shared;

namespace Wayleave.IntegrationTests.Docs;

/// <summary>The reference of the configuration knows the endpoints' options.</summary>
public sealed class EndpointOptionsPageTests
{
    [Fact]
    public void EndpointOptions_Table_HasEveryPropertyAndDefault() =>
        DocumentedOptions.Check("Wayleave:Endpoints", typeof(WayleaveEndpointOptions), static _ => false);
}
