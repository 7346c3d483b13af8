using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Wayleave.Planning;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Routing;

/// <summary>A host's own client as a deployment: it takes part in everything, and learns nothing of the router.</summary>
public sealed class HostClientTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task HostClient_AfterAFailedProvider_Serves(bool streaming)
    {
        var host = new HostClient();
        await using var rig = await StartAsync(host, first: false);
        rig.P1.DefaultReply = ScriptedReply.Error(ScriptedFault.ServerError);

        var answer = await rig.SendAsync("resale/m", streaming);

        Assert.Equal(("from the host", "azure"), (answer.Text, answer.ServedBy));
        var record = Assert.Single(await rig.RecordsAsync());
        Assert.Equal(new TokenUsage(100, 10), record.Winner!.Usage);
        Assert.Equal((Cost.Exact(Money.FromDollars(0.000120m)), (string?)null), (record.Winner.Cost, record.Winner.CredentialId));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task HostClient_ThatFails_IsFollowedByTheNextCandidate(bool streaming)
    {
        var host = new HostClient { Failure = new InvalidOperationException("the host's own secret story") };
        await using var rig = await StartAsync(host, first: true);

        var answer = await rig.SendAsync("resale/m", streaming);

        Assert.Equal("p1", answer.ServedBy);
        Assert.Single(host.Seen);
        Assert.DoesNotContain(rig.Logs, static line => line.Text.Contains("secret story", StringComparison.Ordinal));
    }

    [Fact]
    public async Task HostClient_ThatFailsAfterContent_IsNotFollowed()
    {
        var host = new HostClient { Failure = new InvalidOperationException("gone"), ChunksBeforeFailure = 2 };
        await using var rig = await StartAsync(host, first: true);

        var answer = await rig.SendAsync("resale/m", streaming: true);

        Assert.Equal("partly partly ", answer.Text);
        Assert.Equal(RouteErrorCode.UpstreamError, answer.RouteError.Code);
        Assert.Equal(0, rig.P1.RequestCount);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task HostClient_GetsPlainOptionsAndTheUpstreamModel(bool streaming)
    {
        var host = new HostClient();
        await using var rig = await StartAsync(host, first: true);
        var options = new RoutedChatOptions
        {
            ModelId = "resale/m", Tenant = "acme", User = "u-1", Temperature = 0.5f, NoLog = true,
            AdditionalProperties = new() { ["custom"] = "kept" },
        };

        await rig.SendAsync(options, streaming);

        var seen = Assert.Single(host.Seen)!;
        Assert.Equal(typeof(ChatOptions), seen.GetType());
        Assert.Equal(("at-azure", 0.5f), (seen.ModelId, seen.Temperature));
        Assert.Equal("custom", Assert.Single(seen.AdditionalProperties!).Key);
        Assert.Equal("resale/m", options.ModelId);
    }

    [Theory]
    [InlineData(Lane.Pool, "cheap/m", "resale/m")]
    [InlineData(Lane.Platform, "resale/m", "cheap/m")]
    public async Task HostClient_PaysInItsLaneOnly(Lane lane, string allowed, string other)
    {
        var host = new HostClient();
        await using var rig = await StartAsync(host, first: true, lane);

        Assert.Equal("azure", (await rig.SendAsync(allowed, streaming: false)).ServedBy);
        var answer = await rig.SendAsync(other, streaming: false);

        Assert.Equal("p1", answer.ServedBy);
        Assert.Equal(DropRule.Lane, Assert.Single(answer.Trace!.Plan!.Dropped).Rule);
        Assert.Single(host.Seen);
    }

    [Theory]
    [InlineData("byok/m")]
    [InlineData("byok/azure/m")]
    [InlineData("byok/azure/anything")]
    public async Task HostClient_NeverServesATenantsLane(string model)
    {
        var host = new HostClient();
        await using var rig = await StartAsync(host, first: true);
        rig.P1.DefaultReply = ScriptedReply.Error(ScriptedFault.ServerError);

        var answer = await rig.SendAsync(model, streaming: false, "acme");

        Assert.NotNull(answer.Error);
        Assert.Empty(host.Seen);
    }

    [Fact]
    public async Task HostClient_InTheTenantsLane_CannotBeRegistered()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => RoutingRig.StartAsync(1, null, builder =>
            builder.AddChatClient("azure", static _ => new HostClient(), Lane.Tenant)));

        Assert.Contains("'azure'", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, FailureCategory, string?> Foreign => new()
    {
        { "http429", FailureCategory.RateLimited, "p1" },
        { "http401", FailureCategory.Authentication, "p1" },
        { "http400", FailureCategory.InvalidRequest, null },
        { "http500", FailureCategory.ServerError, "p1" },
        { "http", FailureCategory.Network, "p1" },
        { "io", FailureCategory.Network, "p1" },
        { "socket", FailureCategory.Network, "p1" },
        { "timeout", FailureCategory.Timeout, "p1" },
        { "cancelled", FailureCategory.Timeout, "p1" },
        { "argument", FailureCategory.InvalidRequest, null },
        { "supported", FailureCategory.InvalidRequest, null },
        { "other", FailureCategory.ServerError, "p1" },
    };

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task ForeignException_IsClassifiedByWhatItIs(string kind, FailureCategory category, string? served)
    {
        foreach (var streaming in (bool[])[false, true])
        {
            var host = new HostClient { Failure = Throw(kind) };
            await using var rig = await StartAsync(host, first: true);

            var answer = await rig.SendAsync("resale/m", streaming);

            Assert.Equal(served, answer.Trace!.Served?.Provider);
            Assert.Equal(category, answer.Trace.Attempts[0].Failure);
        }
    }

    private static Exception Throw(string kind) => kind switch
    {
        "http429" => new HttpRequestException("no", null, HttpStatusCode.TooManyRequests),
        "http401" => new HttpRequestException("no", null, HttpStatusCode.Unauthorized),
        "http400" => new HttpRequestException("no", null, HttpStatusCode.BadRequest),
        "http500" => new HttpRequestException("no", null, HttpStatusCode.InternalServerError),
        "http" => new HttpRequestException("no"),
        "io" => new IOException("no"),
        "socket" => new SocketException((int)SocketError.ConnectionRefused),
        "timeout" => new TimeoutException("no"),
        "cancelled" => new TaskCanceledException("no"),
        "argument" => new ArgumentException("no"),
        "supported" => new NotSupportedException("no"),
        _ => new FormatException("no"),
    };

    // The model m at the host's client and at p1, in either order.
    private static Task<RoutingRig> StartAsync(HostClient host, bool first, Lane lane = Lane.Platform)
    {
        var (own, provider) = first ? (0, 1) : (1, 0);
        return RoutingRig.StartAsync(
            1,
            new()
            {
                [$"Models:0:Deployments:{own}:Provider"] = "azure",
                [$"Models:0:Deployments:{own}:Model"] = "at-azure",
                [$"Models:0:Deployments:{provider}:Provider"] = "p1",
            },
            builder => builder.AddChatClient("azure", _ => host, lane));
    }
}
