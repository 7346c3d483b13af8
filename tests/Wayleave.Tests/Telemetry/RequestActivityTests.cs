using System.Diagnostics;
using Microsoft.Extensions.AI;
using Wayleave.Telemetry;
using Wayleave.Tests.Usage;

namespace Wayleave.Tests.Telemetry;

[Collection(Sequential.Name)]
public sealed class RequestActivityTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Activity_TellsWhatTheAnswerSaysOfItself(bool streaming)
    {
        var activity = await AskAsync(streaming, Answering());
        Assert.Equal("resp-1", activity.GetTagItem(TelemetryNames.Tags.ResponseId));
        Assert.Equal("m-2025", activity.GetTagItem(TelemetryNames.Tags.ResponseModel));
        Assert.Equal(["stop"], Assert.IsType<string[]>(activity.GetTagItem(TelemetryNames.Tags.FinishReasons)));
        Assert.Equal("succeeded", activity.GetTagItem(TelemetryNames.Tags.Outcome));
        Assert.Equal(ActivityStatusCode.Unset, activity.Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Activity_OfAFailure_HasItsCodeAndStops(bool streaming)
    {
        var activity = await AskAsync(streaming, FakeChatClient.Doing(static (_, _) => throw new RouteException(RouteErrorCode.NoRoute, FaultOrigin.Router, "No.")));
        Assert.Equal(RouteErrorCode.NoRoute, activity.GetTagItem(TelemetryNames.Tags.ErrorType));
        Assert.Equal("refused", activity.GetTagItem(TelemetryNames.Tags.Outcome));
        Assert.Equal(ActivityStatusCode.Error, activity.Status);
    }

    private static async Task<Activity> AskAsync(bool streaming, FakeChatClient inner)
    {
        var stopped = new List<Activity>();
        using var root = new Activity("test").Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == TelemetryNames.Source,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == root.TraceId)
                {
                    stopped.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var rig = new UsageRig(inner);
        try
        {
            await rig.AskAsync(streaming);
        }
        catch (RouteException)
        {
            // The activity is what the test looks at.
        }

        return Assert.Single(stopped);
    }

    private static FakeChatClient Answering() => new()
    {
        Answer = static (_, _) => Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "hi"))
        {
            ResponseId = "resp-1", ModelId = "m-2025", FinishReason = ChatFinishReason.Stop,
        }),
        Stream = static (_, _) => Updates(),
    };

    private static async IAsyncEnumerable<ChatResponseUpdate> Updates()
    {
        yield return new ChatResponseUpdate(ChatRole.Assistant, "h") { ResponseId = "resp-1", ModelId = "m-2025" };
        await Task.Yield();
        yield return new ChatResponseUpdate(ChatRole.Assistant, "i") { ResponseId = "resp-1", ModelId = "m-2025" };
        yield return new ChatResponseUpdate { FinishReason = ChatFinishReason.Stop };
    }
}
