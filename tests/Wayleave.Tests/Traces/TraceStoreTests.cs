using Wayleave.Traces;

namespace Wayleave.Tests.Traces;

/// <summary>The ring of the newest traces: what it keeps, and to whom it shows what.</summary>
public sealed class TraceStoreTests
{
    [Fact]
    public void Ring_WhenFull_ForgetsTheOldest()
    {
        var store = new TraceStore(2);
        foreach (var id in (string[])["1", "2", "3"])
        {
            store.Add(Of(id, "acme"));
        }

        Assert.Null(store.Find("1", "acme"));
        Assert.Equal(["3", "2"], store.Newest("acme", 10).Select(static trace => trace.Id));
        Assert.Equal(["3"], store.Newest("acme", 1).Select(static trace => trace.Id));
    }

    [Fact]
    public void Trace_OfAnotherTenant_DoesNotExist()
    {
        var store = new TraceStore(8);
        store.Add(Of("1", "acme"));
        store.Add(Of("2", null));

        Assert.Equal("1", store.Find("1", "ACME")?.Id);
        Assert.Null(store.Find("1", "globex"));
        Assert.Null(store.Find("1", null));
        Assert.Null(store.Find("2", "acme"));
        Assert.Equal(["2"], store.Newest(null, 10).Select(static trace => trace.Id));
        Assert.Empty(store.Newest("globex", 10));
    }

    [Fact]
    public void Ring_WithoutRoom_KeepsNothing()
    {
        var store = new TraceStore(0);
        store.Add(Of("1", "acme"));

        Assert.Null(store.Find("1", "acme"));
        Assert.Empty(store.Newest("acme", 10));
    }

    [Fact]
    public void Ring_FilledFromManyThreads_HoldsWholeTraces()
    {
        var store = new TraceStore(64);
        Parallel.For(0, 10_000, index => store.Add(Of($"{index}", index % 2 == 0 ? "acme" : "globex")));

        var acme = store.Newest("acme", 1000);
        Assert.Equal(64, acme.Count + store.Newest("globex", 1000).Count);
        Assert.All(acme, trace => Assert.Same(trace, store.Find(trace.Id, "acme")));
    }

    private static RoutingTrace Of(string id, string? tenant) => new(id, "m", 1)
    {
        Record = new UsageRecord
        {
            Id = id, Timestamp = default, Duration = default, Caller = new Caller(tenant), RequestedModel = "m", SnapshotRevision = 1,
            Outcome = UsageOutcome.Succeeded, Attempts = [],
        },
    };
}
