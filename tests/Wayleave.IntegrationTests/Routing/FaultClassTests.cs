using Wayleave.Planning;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Routing;

/// <summary>What each way of failing leads to: the same candidate again, the next one, or the end.</summary>
public sealed class FaultClassTests
{
    private static readonly Dictionary<string, ScriptedFault> Transport = new()
    {
        ["ConnectionReset"] = ScriptedFault.ConnectionReset,
        ["CutAtOnce"] = ScriptedFault.CutAfterChunks(0),
        ["EmptyBody"] = ScriptedFault.EmptyBody,
        ["MalformedJson"] = ScriptedFault.MalformedJson(),
        ["ErrorInside200"] = ScriptedFault.ErrorInside200(),
    };

    public static TheoryData<string, int, int, bool> Faults()
    {
        var data = new TheoryData<string, int, int, bool>();
        foreach (var fault in ScriptedFault.HttpErrors)
        {
            // How many requests reach the failing provider and the next one, with one retry allowed.
            var (first, second) = fault.StatusCode switch
            {
                400 or 404 or 413 or 422 => (1, 0),
                401 or 402 or 403 or 429 => (1, 1),
                _ => (2, 1),
            };
            data.Add(fault.Name, first, second, false);
            data.Add(fault.Name, first, second, true);
        }

        foreach (var name in Transport.Keys)
        {
            data.Add(name, 2, 1, false);
            data.Add(name, 2, 1, true);
        }

        return data;
    }

    public static TheoryData<string, FailureCategory, bool> Categories()
    {
        var data = new TheoryData<string, FailureCategory, bool>();
        foreach (var (name, category) in ((string, FailureCategory)[])
        [
            ("InvalidRequest", FailureCategory.InvalidRequest), ("ContextWindow", FailureCategory.ContextWindow),
            ("ContentPolicy", FailureCategory.ContentPolicy), ("Authentication", FailureCategory.Authentication),
            ("PaymentRequired", FailureCategory.InsufficientQuota), ("Forbidden", FailureCategory.Authentication),
            ("NotFound", FailureCategory.InvalidRequest), ("RateLimited", FailureCategory.RateLimited),
            ("InsufficientQuota", FailureCategory.InsufficientQuota), ("ServerError", FailureCategory.ServerError),
            ("Overloaded", FailureCategory.ServerError), ("ConnectionReset", FailureCategory.Network), ("CutAtOnce", FailureCategory.Network),
            ("EmptyBody", FailureCategory.InvalidResponse), ("MalformedJson", FailureCategory.InvalidResponse),
            ("ErrorInside200", FailureCategory.ServerError),
        ])
        {
            data.Add(name, category, false);
            data.Add(name, category, true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Fault_AtTheFirstCandidate_LeadsWhereItsClassSays(string fault, int first, int second, bool streaming)
    {
        await using var rig = await RoutingRig.StartAsync(2, OneRetry());
        rig.P1.DefaultReply = ScriptedReply.Error(Find(fault));
        rig.P2.DefaultReply = ScriptedReply.Text("two");

        var answer = await rig.SendAsync("resale/m", streaming);

        Assert.Equal([first, second], rig.Counts);
        if (second == 0)
        {
            Assert.Equal(RouteErrorCode.ProviderRejected, answer.RouteError.Code);
            Assert.Equal(FaultOrigin.Caller, answer.RouteError.Origin);
            Assert.Equal(Find(fault).StatusCode, answer.RouteError.ProviderError!.StatusCode);
        }
        else
        {
            Assert.Equal(("two", "p2"), (answer.Text, answer.ServedBy));
        }
    }

    [Theory]
    [MemberData(nameof(Categories))]
    public async Task Fault_OfEachKind_IsRecordedUnderItsCategory(string fault, FailureCategory category, bool streaming)
    {
        await using var rig = await RoutingRig.StartAsync(1);
        rig.P1.DefaultReply = ScriptedReply.Error(Find(fault));

        var answer = await rig.SendAsync("resale/m", streaming);

        var row = Assert.Single(answer.RouteError.Trace!.Attempts);
        Assert.Equal(category, row.Failure);
        Assert.Equal(category, answer.RouteError.Failure);
        Assert.False(row.IsWinner);
        Assert.False(row.Committed);
    }

    [Theory]
    [InlineData("InvalidRequest", 0)]
    [InlineData("NotFound", 0)]
    [InlineData("PayloadTooLarge", 0)]
    [InlineData("Unprocessable", 0)]
    [InlineData("ContextWindow", 0)]
    [InlineData("ContentPolicy", 0)]
    [InlineData("ServerError", 1)]
    [InlineData("ConnectionReset", 1)]
    public async Task Faults_InARow_CoolDownOnlyWhatIsAtFault(string fault, int cooling)
    {
        await using var rig = await RoutingRig.StartAsync(2);
        rig.P1.DefaultReply = ScriptedReply.Error(Find(fault));
        for (var request = 0; request < 3; request++)
        {
            await rig.SendAsync("resale/m", streaming: false);
        }

        var plan = await rig.Router.PlanAsync(RoutingRig.Hello, new RoutedChatOptions { ModelId = "resale/m" });

        Assert.Equal(cooling, plan.Dropped.Count(static drop => drop.Rule == DropRule.Cooldown));
        Assert.Equal(2 - cooling, plan.Candidates.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ConnectionReset_OnAReusedConnection_IsOneAttemptAndOneRequest(bool streaming)
    {
        await using var rig = await RoutingRig.StartAsync(1);
        rig.P1.Enqueue(ScriptedReply.Text("warm"), ScriptedReply.Error(ScriptedFault.ConnectionReset));
        await rig.SendAsync("resale/m", streaming);

        var answer = await rig.SendAsync("resale/m", streaming);

        Assert.Equal(RouteErrorCode.UpstreamUnavailable, answer.RouteError.Code);
        Assert.Equal(2, rig.P1.RequestCount);
    }

    [Fact]
    public async Task EndOfStream_WithoutContentOrMarker_FailsOver()
    {
        await using var rig = await RoutingRig.StartAsync(2);
        rig.P1.DefaultReply = ScriptedReply.Error(ScriptedFault.EndAfterChunks(0));

        var answer = await rig.SendAsync("resale/m", streaming: true);

        Assert.Equal("p2", answer.ServedBy);
        Assert.Equal(FailureCategory.InvalidResponse, answer.Trace!.Attempts[0].Failure);
    }

    private static ScriptedFault Find(string name) =>
        Transport.GetValueOrDefault(name) ?? ScriptedFault.HttpErrors.Single(fault => fault.Name == name);

    private static Dictionary<string, string?> OneRetry() => new() { ["Routing:Retries"] = "1", ["Routing:RetryDelay"] = "00:00:00" };
}
