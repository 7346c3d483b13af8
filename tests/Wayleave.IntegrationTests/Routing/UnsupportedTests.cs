using Microsoft.Extensions.AI;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Routing;

/// <summary>What one provider has no word for, another may have: the request goes there, and nothing reaches the first.</summary>
public sealed class UnsupportedTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Field_ThatOneDialectCannotSay_IsServedByTheNextProvider(bool streaming)
    {
        await using var rig = await StartAsync(2);
        rig.P2.DefaultReply = ScriptedReply.Text("served");

        var answer = await rig.SendAsync(Stopping(), streaming);

        Assert.Equal("served", answer.Text);
        Assert.Empty(rig.P1.Requests);
        Assert.Equal("end", rig.P2.Requests.Single().Json.GetProperty("stop")[0].GetString());
        var record = Assert.Single(await rig.RecordsAsync());
        Assert.Equal([FailureCategory.Unsupported, FailureCategory.None], record.Attempts.Select(static row => row.Failure));
        Assert.Equal((Cost.Free, 2), (record.Attempts[0].Cost, record.Winner!.Number));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Field_ThatAQuirkForbids_IsServedByTheNextProvider(bool streaming)
    {
        await using var rig = await RoutingRig.StartAsync(2, new() { ["Providers:p1:Quirks:0"] = "NoParallelToolCalls" });
        var options = new RoutedChatOptions
        {
            ModelId = "resale/m", Tenant = "acme", AllowMultipleToolCalls = false, Tools = [AIFunctionFactory.Create(static () => 1, "one")],
        };

        var answer = await rig.SendAsync(options, streaming);

        Assert.Null(answer.Error);
        Assert.Equal((0, 1), (rig.P1.RequestCount, rig.P2.RequestCount));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Field_ThatNobodyCanSay_IsRefusedByItsName(bool streaming)
    {
        await using var rig = await StartAsync(1);

        var answer = await rig.SendAsync(Stopping(), streaming);

        Assert.Equal((RouteErrorCode.InvalidRequest, "stop", FailureCategory.Unsupported), (answer.RouteError.Code, answer.RouteError.Param, answer.RouteError.Failure));
        Assert.Equal(0, rig.P1.RequestCount);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task NextProvider_ThatFails_IsTheAnswer(bool streaming)
    {
        await using var rig = await StartAsync(2);
        rig.P2.DefaultReply = ScriptedReply.Error(ScriptedFault.ServerError);

        var answer = await rig.SendAsync(Stopping(), streaming);

        Assert.Equal((RouteErrorCode.UpstreamError, FailureCategory.ServerError), (answer.RouteError.Code, answer.RouteError.Failure));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Provider_ThatIsNotAsked_TakesNothingFromTheBudgetAndIsNotTriedWithItsOtherKeys(bool streaming)
    {
        var settings = Responses();
        settings["Routing:MaxAttempts"] = "1";
        RoutingSettings.AddKey(settings, 60, "platform-1b", "p1", Lane.Platform);
        RoutingSettings.AddKey(settings, 61, "platform-1c", "p1", Lane.Platform);
        await using var rig = await RoutingRig.StartAsync(2, settings);

        var answer = await rig.SendAsync(Stopping(), streaming);

        Assert.Null(answer.Error);
        Assert.Equal(["p1", "p2"], Assert.Single(await rig.RecordsAsync()).Attempts.Select(static row => row.Provider));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Model_ThatNobodyCanServe_GoesOnToItsFallbackChain(bool streaming)
    {
        var settings = Responses();
        settings["FallbackChains:resale/m1:On:Default:0"] = "resale/m2";
        await using var rig = await RoutingRig.StartAsync(2, settings);

        var answer = await rig.SendAsync(new RoutedChatOptions { ModelId = "resale/m1", Tenant = "acme", StopSequences = ["end"] }, streaming);

        Assert.Null(answer.Error);
        Assert.Equal((0, 1), (rig.P1.RequestCount, rig.P2.RequestCount));
    }

    private static RoutedChatOptions Stopping() => new() { ModelId = "resale/m", Tenant = "acme", StopSequences = ["end"] };

    private static Dictionary<string, string?> Responses() => new() { ["Providers:p1:Dialect"] = "OpenAIResponses" };

    private static Task<RoutingRig> StartAsync(int providers) => RoutingRig.StartAsync(providers, Responses());
}
