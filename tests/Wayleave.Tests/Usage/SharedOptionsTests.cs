using System.Collections.Concurrent;
using Microsoft.Extensions.AI;

namespace Wayleave.Tests.Usage;

public sealed class SharedOptionsTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Options_OfManyRequestsAtOnce_ServeEachWithItsOwnContext(bool streaming, bool isRouted)
    {
        const int Requests = 50;
        var contexts = new ConcurrentBag<WayleaveContext>();
        var everyone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var arrived = 0;
        await using var rig = new UsageRig(FakeChatClient.Doing(async (options, _) =>
        {
            contexts.Add(WayleaveContext.From(options));
            options!.Temperature = 1;
            options.AdditionalProperties!["written"] = true;
            if (Interlocked.Increment(ref arrived) == Requests)
            {
                everyone.SetResult();
            }

            // Nobody is answered before all are under way.
            await everyone.Task;
        }));
        var options = isRouted ? new RoutedChatOptions { Tenant = "acme" } : new ChatOptions();
        options.ModelId = "cheap/m";
        options.AdditionalProperties = new() { ["host"] = "value" };
        options.Tools = [];

        var traces = await Task.WhenAll(Enumerable.Range(0, Requests).Select(_ => rig.AskAsync(streaming, options)));

        Assert.Equal(Requests, contexts.Distinct().Count());
        Assert.Equal(contexts.Select(context => context.Trace.Id).Order(), traces.Select(trace => trace!.Id).Order());
        Assert.Equal(traces.Select(trace => trace!.Id).Order(), (await rig.RecordsAsync()).Select(record => record.Id).Order());
        Assert.Null(options.Temperature);
        Assert.Equal(["host"], options.AdditionalProperties.Keys);
        Assert.Null((options as RoutedChatOptions)?.Context);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Options_ThatCarryAForeignContext_GetANewOneAndKeepTheOld(bool streaming)
    {
        var seen = new List<WayleaveContext>();
        await using var rig = new UsageRig(FakeChatClient.Doing((options, _) =>
        {
            seen.Add(WayleaveContext.From(options));
            return Task.CompletedTask;
        }));
        await rig.AskAsync(streaming, new RoutedChatOptions { ModelId = "m", Tenant = "acme" });
        var stale = new RoutedChatOptions { ModelId = "m", Tenant = "globex", Context = seen[0] };
        await rig.AskAsync(streaming, stale);

        Assert.Equal(["acme", "globex"], seen.Select(context => context.Caller.Tenant));
        Assert.Same(seen[0], stale.Context);
        Assert.Equal(2, (await rig.RecordsAsync()).Select(record => record.Id).Distinct().Count());
    }
}
