using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Wayleave.Telemetry;
using Wayleave.Tests.Usage;

namespace Wayleave.Tests.Telemetry;

/// <summary>Whose activity is current, for whom and when. What nobody sampled can only be seen while no other test listens.</summary>
[Collection(Sequential.Name)]
public sealed class ActivityFlowTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Attempt_FromItsFirstToItsLastUpdate_RunsUnderItsOwnActivity(bool streaming)
    {
        using var watch = new ActivityWatch();
        var seen = new List<Activity?>();
        await using var services = Router(new FakeChatClient
        {
            Answer = async (_, _) =>
            {
                seen.Add(Activity.Current);
                await Task.Yield();
                seen.Add(Activity.Current);
                return new ChatResponse(new ChatMessage(ChatRole.Assistant, "hi"));
            },
            Stream = (_, token) => Updates(seen, token),
        });

        await AskAsync(services, streaming, between: () => Assert.Same(watch.Caller, Activity.Current));

        var attempt = Assert.Single(watch.Attempts);
        Assert.Equal(watch.Request.SpanId, attempt.ParentSpanId);
        Assert.Equal(watch.Caller.SpanId, watch.Request.ParentSpanId);
        Assert.NotEmpty(seen);
        Assert.All(seen, activity => Assert.Same(attempt, activity));
        Assert.Same(watch.Caller, Activity.Current);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Attempt_OfARequestThatNobodySampled_IsNoOrphan(bool streaming)
    {
        using var watch = new ActivityWatch(static name =>
            name == TelemetryNames.Activities.Attempt ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None);
        await using var services = Router(FakeChatClient.Doing(static (_, _) => Task.CompletedTask));

        await AskAsync(services, streaming);

        Assert.Empty(watch.Stopped);
    }

    [Fact]
    public async Task Stream_LeftEarly_StopsItsActivitiesAndNobodyElses()
    {
        using var watch = new ActivityWatch();
        await using var services = Router(FakeChatClient.Doing(static (_, _) => Task.CompletedTask));
        using (var later = new Activity("the caller's next step"))
        {
            await foreach (var _ in services.GetRequiredService<IChatClient>().GetStreamingResponseAsync("hello", Options()))
            {
                later.Start();
                break;
            }

            Assert.Same(later, Activity.Current);
            Assert.Equal(FailureCategory.Cancelled.ToString(), Text(Assert.Single(watch.Attempts), TelemetryNames.Tags.ErrorType), ignoreCase: true);
            Assert.Equal(UsageOutcome.Cancelled.ToString(), Text(watch.Request, TelemetryNames.Tags.Outcome), ignoreCase: true);
        }

        Assert.Same(watch.Caller, Activity.Current);
    }

    private static string? Text(Activity activity, string tag) => activity.GetTagItem(tag)?.ToString();

    private static async Task AskAsync(ServiceProvider services, bool streaming, Action? between = null)
    {
        var chat = services.GetRequiredService<IChatClient>();
        if (!streaming)
        {
            await chat.GetResponseAsync("hello", Options());
            return;
        }

        await foreach (var _ in chat.GetStreamingResponseAsync("hello", Options()))
        {
            between?.Invoke();
        }
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> Updates(List<Activity?> seen, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var index = 0; index < 3; index++)
        {
            seen.Add(Activity.Current);
            await Task.Yield();
            seen.Add(Activity.Current);
            yield return new ChatResponseUpdate(ChatRole.Assistant, "hi");
        }

        seen.Add(Activity.Current);
    }

    private static RoutedChatOptions Options() => new() { ModelId = "resale/m" };

    private static ServiceProvider Router(IChatClient client)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Wayleave:Models:0:Id"] = "m", ["Wayleave:Models:0:Deployments:0:Provider"] = "own" })
            .Build();
        var services = new ServiceCollection();
        services.AddWayleave(configuration).AddChatClient("own", _ => client);
        return services.BuildServiceProvider();
    }
}
