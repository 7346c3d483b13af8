namespace Wayleave.IntegrationTests.Routing;

/// <summary>What a caller got: the text so far, the trace, and the error that ended it, if one did.</summary>
internal sealed record RoutingAnswer(string Text, RoutingTrace? Trace, Exception? Error)
{
    /// <summary>Gets the router's error; fails when there is none.</summary>
    public RouteException RouteError => Assert.IsType<RouteException>(Error);

    /// <summary>Gets the provider that served; fails when none did.</summary>
    public string ServedBy
    {
        get
        {
            Assert.True(Error is null, $"Nobody served: {Error}");
            return Trace!.Served!.Provider;
        }
    }
}
