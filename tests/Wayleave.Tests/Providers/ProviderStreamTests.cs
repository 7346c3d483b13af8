using Microsoft.AspNetCore.Http;

namespace Wayleave.Tests.Providers;

public sealed class ProviderStreamTests
{
    [Fact]
    public async Task Client_StreamOverTheBound_IsInvalidAfterWhatFits()
    {
        var word = $$"""{"text":"{{new string('x', 1000)}}"}""";
        await using var server = await ScriptedServer.StartAsync(context => ScriptedServer.EventsAsync(context, [.. Enumerable.Repeat(word, 50), "[END]"]));
        using var rig = new ProviderRig(server.Address, maxResponseBytes: 10_000);

        var failure = await rig.FailAsync(streaming: true);

        Assert.Equal(FailureCategory.InvalidResponse, failure.Category);
        Assert.Contains("more than 10000 bytes", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_StreamWithoutTerminalMarker_IsInvalid()
    {
        await using var server = await ScriptedServer.StartAsync(static context => ScriptedServer.EventsAsync(context, """{"text":"one"}"""));
        using var rig = new ProviderRig(server.Address);

        var failure = await rig.FailAsync(streaming: true);

        Assert.Equal(FailureCategory.InvalidResponse, failure.Category);
        Assert.Equal("The stream of provider 'plain' ended without its terminal marker.", failure.Message);
    }

    [Fact]
    public async Task Client_LastEventWithoutBlankLine_IsStillRead()
    {
        await using var server = await ScriptedServer.StartAsync(static async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("data: {\"text\":\"one\"}\n\ndata: [END]");
        });
        using var rig = new ProviderRig(server.Address);

        Assert.Equal("one", await rig.AskAsync(streaming: true));
    }

    [Fact]
    public async Task Client_StreamStaysOpenAfterTheMarker_EndsAllTheSame()
    {
        var gone = new TaskCompletionSource();
        await using var server = await ScriptedServer.StartAsync(async context =>
        {
            await ScriptedServer.EventsAsync(context, """{"text":"one"}""", "[END]");
            context.RequestAborted.Register(gone.SetResult);
            await gone.Task;
        });
        using var rig = new ProviderRig(server.Address);

        Assert.Equal("one", await rig.AskAsync(streaming: true));
        await gone.Task;
    }

    [Fact]
    public async Task Client_EventsAfterTheMarker_AreNotRead()
    {
        await using var server = await ScriptedServer.StartAsync(static context =>
            ScriptedServer.EventsAsync(context, """{"text":"one"}""", "[END]", "not even json"));
        using var rig = new ProviderRig(server.Address);

        Assert.Equal("one", await rig.AskAsync(streaming: true));
    }

    [Fact]
    public async Task Client_StreamAnsweredWhole_BecomesUpdates()
    {
        await using var server = await ScriptedServer.StartAsync(static context => ScriptedServer.JsonAsync(context, """{"text":"all at once"}"""));
        using var rig = new ProviderRig(server.Address);

        Assert.Equal("all at once", await rig.AskAsync(streaming: true));
    }
}
