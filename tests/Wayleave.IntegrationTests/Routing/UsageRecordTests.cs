using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Routing;

/// <summary>One usage record per request, whatever became of it, with a row for each attempt.</summary>
public sealed class UsageRecordTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ServedRequest_HasOneRecordWithItsRowsItsWinnerAndItsCost(bool streaming)
    {
        await using var rig = await RoutingRig.StartAsync(2, new() { ["Models:0:Price:CachedInput"] = "0.1" });
        rig.P1.DefaultReply = ScriptedReply.Error(ScriptedFault.ServerError);
        rig.P2.DefaultReply = ScriptedReply.Text("served").WithUsage(prompt: 1000, completion: 100, cached: 400);

        await rig.SendAsync(new RoutedChatOptions { ModelId = "resale/m", Tenant = "acme", User = "u-1" }, streaming);

        var record = Assert.Single(await rig.RecordsAsync());
        Assert.Equal((UsageOutcome.Succeeded, (string?)null, streaming), (record.Outcome, record.ErrorCode, record.IsStreaming));
        Assert.Equal(("resale/m", "resale/m", "resale", Lane.Platform), (record.RequestedModel, record.Route, record.Tier, record.Lane!.Value));
        Assert.Equal(new Caller("acme", "u-1", null), record.Caller);
        Assert.Equal([1, 2], record.Attempts.Select(static row => row.Number));
        Assert.Equal([500, 200], record.Attempts.Select(static row => row.StatusCode!.Value));
        Assert.Same(record.Attempts[1], record.Winner);
        Assert.Equal(new TokenUsage(1000, 100, CachedInput: 400), record.Winner!.Usage);

        // 600 at 1, 400 at 0.1 and 100 at 2 dollars per million; what answered 500 generated nothing.
        Assert.Equal(Cost.Exact(Money.FromDollars(0.000840m)), record.Cost);
        Assert.Equal(Cost.Free, record.Attempts[0].Cost);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CacheWrites_AreCountedApartAndPricedApart(bool streaming)
    {
        await using var rig = await RoutingRig.StartAsync(1, new() { ["Models:0:Price:CacheWrite"] = "3" });
        const string Usage = """{"prompt_tokens":1000,"completion_tokens":0,"total_tokens":1000,"prompt_tokens_details":{"cached_tokens":0,"cache_write_tokens":200}}""";
        rig.P1.DefaultReply = streaming
            ? ScriptedReply.RawStream(
            [
                "data: {\"id\":\"a\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"hi\"},\"finish_reason\":\"stop\"}]}\n\n",
                $"data: {{\"id\":\"a\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[],\"usage\":{Usage}}}\n\n",
                "data: [DONE]\n\n",
            ])
            : ScriptedReply.Raw(200, $$$"""{"id":"a","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"hi"},"finish_reason":"stop"}],"usage":{{{Usage}}}}""");

        await rig.SendAsync("resale/m", streaming);

        var winner = Assert.Single(await rig.RecordsAsync()).Winner!;
        Assert.Equal(200, winner.Usage!.Value.CacheWrite);
        Assert.Equal(Cost.Exact(Money.FromDollars(0.001400m)), winner.Cost);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ModelWithoutAPrice_CostsUnknownAndNeverZero(bool streaming)
    {
        await using var rig = await RoutingRig.StartAsync(1, new() { ["Models:0:Price:Input"] = null, ["Models:0:Price:Output"] = null });

        await rig.SendAsync("resale/m", streaming);

        Assert.Equal(CostKind.Unknown, Assert.Single(await rig.RecordsAsync()).Cost.Kind);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PriceOfOneSideOnly_CostsAtLeastThat(bool streaming)
    {
        await using var rig = await RoutingRig.StartAsync(1, new() { ["Models:0:Price:Output"] = null });
        rig.P1.DefaultReply = ScriptedReply.Text("served").WithUsage(1000, 100);

        await rig.SendAsync("resale/m", streaming);

        Assert.Equal(Cost.AtLeast(Money.FromDollars(0.001m)), Assert.Single(await rig.RecordsAsync()).Cost);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnswerWithoutUsage_IsEstimatedAndMarked(bool streaming)
    {
        await using var rig = await RoutingRig.StartAsync(1);
        rig.P1.DefaultReply = ScriptedReply.Text("eight characters each").WithoutUsage();

        await rig.SendAsync("resale/m", streaming);

        var winner = Assert.Single(await rig.RecordsAsync()).Winner!;
        Assert.True(winner.Usage is { IsEstimated: true, Input: > 0, Output: 6 });
        Assert.Equal(CostKind.AtLeast, winner.Cost.Kind);
    }

    [Theory]
    [InlineData("resale/nothing", RouteErrorCode.ModelNotFound, false)]
    [InlineData("byok/m", RouteErrorCode.ProviderNotReady, true)]
    [InlineData("", RouteErrorCode.InvalidRequest, false)]
    public async Task RefusedRequest_HasOneRecordWithoutRows(string model, string code, bool streaming)
    {
        await using var rig = await RoutingRig.StartAsync(1);

        Assert.Equal(code, (await rig.SendAsync(model, streaming, "globex")).RouteError.Code);

        var record = Assert.Single(await rig.RecordsAsync());
        Assert.Equal((UsageOutcome.Refused, code), (record.Outcome, record.ErrorCode));
        Assert.Empty(record.Attempts);
        Assert.Equal(Cost.Free, record.Cost);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FailedRequest_HasOneRecordWithEveryRowAndNoWinner(bool streaming)
    {
        await using var rig = await RoutingRig.StartAsync(2);
        rig.P1.DefaultReply = ScriptedReply.Error(ScriptedFault.Unavailable);
        rig.P2.DefaultReply = ScriptedReply.Error(ScriptedFault.Authentication);

        await rig.SendAsync("resale/m", streaming);

        var record = Assert.Single(await rig.RecordsAsync());
        Assert.Equal((UsageOutcome.Failed, RouteErrorCode.UpstreamUnavailable), (record.Outcome, record.ErrorCode));
        Assert.Equal([FailureCategory.ServerError, FailureCategory.Authentication], record.Attempts.Select(static row => row.Failure));
        Assert.Null(record.Winner);
    }

    [Fact]
    public async Task DryRun_LeavesNoRecordAndReachesNobody()
    {
        await using var rig = await RoutingRig.StartAsync(1);

        await rig.Router.PlanAsync(RoutingRig.Hello, new RoutedChatOptions { ModelId = "resale/m" });
        await rig.SendAsync("resale/m", streaming: false);

        Assert.Single(await rig.RecordsAsync());
        Assert.Equal(1, rig.P1.RequestCount);
    }

    [Fact]
    public async Task Options_OfTheCaller_ServeManyRequestsUnchanged()
    {
        await using var rig = await RoutingRig.StartAsync(1);
        var options = new RoutedChatOptions { ModelId = "resale/m" };

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => rig.SendAsync(options, streaming: false)));

        Assert.Equal(8, answers.Select(static answer => answer.Trace!.Id).Distinct().Count());
        Assert.Equal(8, (await rig.RecordsAsync(8)).Select(static record => record.Id).Distinct().Count());
        Assert.Null(options.Context);
    }
}
