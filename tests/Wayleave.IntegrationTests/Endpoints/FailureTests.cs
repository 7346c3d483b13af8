using System.Buffers;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Wayleave.AspNetCore.Errors;
using Wayleave.IntegrationTests.Hosting;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Endpoints;

public sealed class FailureTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Caller_ThatGoesAway_AbortsTheProviderAtOnce(bool streaming)
    {
        await using var gateway = await GatewayHost.StartAsync();
        gateway.Provider.DefaultReply = ScriptedReply.Error(ScriptedFault.Stall);
        using var cancellation = new CancellationTokenSource();

        var running = gateway.ChatAsync(GatewayHost.Chat(streaming: streaming), cancellationToken: cancellation.Token);
        var upstream = await gateway.Provider.NextRequestAsync();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await upstream.ClientDisconnected.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(1, gateway.Provider.RequestCount);
    }

    [Fact]
    public async Task Caller_ThatGoesAwayInsideTheStream_AbortsTheProviderAndLogsNoError()
    {
        await using var gateway = await GatewayHost.StartAsync();
        gateway.Provider.DefaultReply = ScriptedReply.Text("one two three four").WithFault(ScriptedFault.StallAfterChunks(2));

        var response = await gateway.ChatAsync(GatewayHost.Chat(streaming: true));
        var upstream = await gateway.Provider.NextRequestAsync();
        response.Dispose();

        await upstream.ClientDisconnected.WaitAsync(TimeSpan.FromSeconds(30));
        await gateway.DisposeAsync();
        Assert.DoesNotContain(gateway.Logs, static line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Error);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task UnexpectedException_Is500WithoutDetailsAndLoggedWithoutContent(bool streaming)
    {
        await using var gateway = await GatewayHost.StartAsync(new GatewaySetup
        {
            Configure = static wayleave => wayleave.UseRequestMiddleware(static (inner, _) => new Fails(inner)),
        });

        using var response = await gateway.ChatAsync(GatewayHost.Chat(streaming: streaming));

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        var error = await WireError.OfAsync(response);
        Assert.Equal("internal_error", error.Code);
        Assert.DoesNotContain(Fails.Message, error.Message, StringComparison.Ordinal);
        var id = response.Headers.GetValues("x-request-id").Single();
        Assert.Contains(gateway.Logs, line => line.Message.Contains($"'{id}'", StringComparison.Ordinal) && line.Message.Contains(nameof(FormatException), StringComparison.Ordinal));
        Assert.DoesNotContain(gateway.Logs, static line => line.Text.Contains(Fails.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Exception_WithHalfAnAnswerWrittenAndNotYetSent_NeverLooksLikeAWholeOne()
    {
        await using var gateway = await GatewayHost.StartAsync(new GatewaySetup
        {
            Map = static app => app.MapGet("/half", static (HttpContext context) =>
            {
                context.Response.BodyWriter.Write("{\"half\":"u8);
                return new FailedRequest(NullLogger<FailedRequest>.Instance).AnswerAsync(context, new FormatException());
            }),
        });

        await Assert.ThrowsAsync<HttpRequestException>(() => gateway.Client.GetAsync("/half"));
    }

    [Theory]
    [InlineData("resale/nothing-like-it", "model_not_found", HttpStatusCode.NotFound)]
    [InlineData("byok/gpt-5.4", "tier_not_entitled", HttpStatusCode.Forbidden)]
    public async Task Route_ThatIsRefused_HasItsStatusAndReachesNoProvider(string model, string code, HttpStatusCode status)
    {
        await using var gateway = await GatewayHost.StartAsync();

        using var response = await gateway.ChatAsync(GatewayHost.Chat(model: model));

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(code, (await WireError.OfAsync(response)).Code);
        Assert.Equal(0, gateway.Provider.RequestCount);
    }

    [Fact]
    public async Task HostsOwnChatClient_IsNeverWhatTheEndpointCalls()
    {
        await using var gateway = await GatewayHost.StartAsync(new GatewaySetup
        {
            Configure = static wayleave => wayleave.Services.AddSingleton<IChatClient>(static provider => new Fails(provider.GetRequiredService<WayleaveRouter>())),
        });

        using var response = await gateway.ChatAsync(GatewayHost.Chat());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private sealed class Fails(IChatClient inner) : DelegatingChatClient(inner)
    {
        public const string Message = "the prompt said so";

        public override Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new FormatException(Message);

        public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new FormatException(Message);
    }
}
