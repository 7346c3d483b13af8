using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Routing;

/// <summary>A request's own list of further models, as hosts set it in process.</summary>
public sealed class FallbackModelsTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Models_AreTriedInTheirOrderWhateverTheFailure(bool streaming)
    {
        await using var rig = await RoutingRig.StartAsync(3, new() { ["FallbackChains:resale/m1:On:Default:0"] = "resale/m" });
        rig.P1.DefaultReply = ScriptedReply.Error(ScriptedFault.ServerError);
        rig.P3.DefaultReply = ScriptedReply.Error(ScriptedFault.ContextWindow);

        var answer = await rig.SendAsync(Options("resale/m3", "resale/m1", "resale/m2"), streaming);

        Assert.Equal("p2", answer.ServedBy);
        Assert.Equal(["p1", "p3", "p2"], Assert.Single(await rig.RecordsAsync()).Attempts.Select(static row => row.Provider));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ModelOfAnotherLane_IsNeverTried(bool streaming)
    {
        await using var rig = await RoutingRig.StartAsync(2);
        rig.P1.DefaultReply = ScriptedReply.Error(ScriptedFault.ServerError);

        var answer = await rig.SendAsync(Options("byok/m2"), streaming);

        Assert.Equal(RouteErrorCode.UpstreamError, answer.RouteError.Code);
        Assert.Equal(0, rig.P2.RequestCount);
    }

    [Fact]
    public async Task Copy_HasTheModels()
    {
        await using var rig = await RoutingRig.StartAsync(2);
        rig.P1.DefaultReply = ScriptedReply.Error(ScriptedFault.ServerError);

        Assert.Equal("p2", (await rig.SendAsync(Options("resale/m2").Clone(), streaming: false)).ServedBy);
        Assert.Contains((await rig.Router.PlanAsync([], Options("resale/m2"))).Fallbacks, static link => link.Plan.Route == "resale/m2");
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    public async Task Name_ThatNoModelCanHave_IsRefusedByItsPlace(string name)
    {
        await using var rig = await RoutingRig.StartAsync(1);

        var error = (await rig.SendAsync(Options("resale/m", name), streaming: false)).RouteError;

        Assert.Equal((RouteErrorCode.InvalidRequest, "FallbackModels[1]"), (error.Code, error.Param));
    }

    private static RoutedChatOptions Options(params string[] models) => new() { ModelId = "resale/m1", Tenant = "acme", FallbackModels = models };
}
