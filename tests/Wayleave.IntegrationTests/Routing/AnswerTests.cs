using Wayleave.IntegrationTests.Canaries;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Routing;

/// <summary>Which of several errors the caller gets, and what never stands in it.</summary>
public sealed class AnswerTests
{
    [Theory]
    [InlineData("Unavailable", "ServerError", RouteErrorCode.UpstreamUnavailable)]
    [InlineData("ServerError", "Unavailable", RouteErrorCode.UpstreamError)]
    [InlineData("RateLimited", "ServerError", RouteErrorCode.RateLimited)]
    [InlineData("Authentication", "RateLimited", RouteErrorCode.UpstreamError)]
    public async Task AllFailed_TheFirstCandidatesErrorIsTheAnswer(string first, string second, string code)
    {
        foreach (var streaming in (bool[])[false, true])
        {
            await using var rig = await RoutingRig.StartAsync(2);
            rig.P1.DefaultReply = ScriptedReply.Error(Find(first));
            rig.P2.DefaultReply = ScriptedReply.Error(Find(second));

            var error = (await rig.SendAsync("resale/m", streaming)).RouteError;

            Assert.Equal((code, FaultOrigin.Provider), (error.Code, error.Origin));
            Assert.Equal(2, error.Trace!.Attempts.Count);
            Assert.Contains("2 attempts were made", error.Message, StringComparison.Ordinal);
            Assert.Contains("'p1'", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("InvalidRequest", 400, false)]
    [InlineData("NotFound", 404, true)]
    [InlineData("PayloadTooLarge", 413, false)]
    [InlineData("Unprocessable", 422, true)]
    public async Task CallersFault_ComesBackAsTheProviderSaidIt(string fault, int status, bool streaming)
    {
        await using var rig = await RoutingRig.StartAsync(2);
        rig.P1.DefaultReply = ScriptedReply.Error(Find(fault).WithMessage("The field 'seed' is odd.").WithCode("odd_seed"));

        var error = (await rig.SendAsync("resale/m", streaming)).RouteError;

        Assert.Equal((status, "The field 'seed' is odd.", "odd_seed"), (error.ProviderError!.StatusCode, error.ProviderError.Message, error.ProviderError.Code));
        Assert.Equal((RouteErrorCode.ProviderRejected, false), (error.Code, error.IsRetryable));
        Assert.Equal("The field 'seed' is odd.", error.Message);
    }

    [Theory]
    [InlineData("Authentication", "resale/m", RouteErrorCode.UpstreamError, false)]
    [InlineData("PaymentRequired", "resale/m", RouteErrorCode.UpstreamError, true)]
    [InlineData("Forbidden", "cheap/m", RouteErrorCode.UpstreamError, false)]
    [InlineData("InsufficientQuota", "cheap/m", RouteErrorCode.UpstreamError, true)]
    [InlineData("Authentication", "byok/m", RouteErrorCode.ProviderNotReady, false)]
    [InlineData("InsufficientQuota", "byok/m", RouteErrorCode.ProviderNotReady, true)]
    public async Task KeysFault_NeverQuotesTheProvider(string fault, string model, string code, bool streaming)
    {
        await using var rig = await RoutingRig.StartAsync(1);
        rig.P1.DefaultReply = ScriptedReply.Error(Find(fault).WithMessage("Account org-secretive is suspended."));

        var error = (await rig.SendAsync(model, streaming, "acme")).RouteError;

        Assert.Equal(code, error.Code);
        Assert.Null(error.ProviderError);
        Assert.DoesNotContain("secretive", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(rig.Logs, static line => line.Text.Contains("secretive", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CallersFault_ThatQuotesTheKey_ComesWithoutIt(bool streaming)
    {
        await using var rig = await RoutingRig.StartAsync(1);
        rig.P1.OnRequest = request => ScriptedReply.Error(ScriptedFault.InvalidRequest.WithMessage($"Bad header {request.Authorization}."));

        var error = (await rig.SendAsync("resale/m", streaming)).RouteError;

        Assert.False(Canary.IsIn(error.ToString()));
        Assert.Contains("Bad header Bearer [secret].", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FailedAttempt_LogsItsCategoryAndNeverTheProvidersText()
    {
        await using var rig = await RoutingRig.StartAsync(2);
        rig.P1.DefaultReply = ScriptedReply.Error(ScriptedFault.ServerError.WithMessage("prompt-was-hello"));

        await rig.SendAsync("resale/m", streaming: false);

        var line = Assert.Single(rig.Logs, static line => line.Id.Id == 300);
        Assert.Contains("attempt 1 at p1/m with credential platform-1 failed: ServerError, status 500", line.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(rig.Logs, static line => line.Text.Contains("prompt-was-hello", StringComparison.Ordinal));
    }

    private static ScriptedFault Find(string name) => ScriptedFault.HttpErrors.Single(fault => fault.Name == name);
}
