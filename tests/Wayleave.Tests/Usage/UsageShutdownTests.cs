using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Wayleave.Usage;

namespace Wayleave.Tests.Usage;

public sealed class UsageShutdownTests
{
    [Fact]
    public void Container_DisposedWithoutAwait_WritesWhatIsQueued()
    {
        var sink = new InMemoryUsageSink();
        var services = new ServiceCollection();
        Add(services, sink);
        using (var provider = services.BuildServiceProvider())
        {
            provider.GetRequiredService<UsageQueue>().Enqueue(UsageQueueTests.Record(1));
        }

        Assert.Single(sink.Records);
    }

    [Fact]
    public async Task Container_DisposedAfterTheHostStopped_WritesOnce()
    {
        var sink = new InMemoryUsageSink();
        var services = new ServiceCollection();
        Add(services, sink);
        await using (var provider = services.BuildServiceProvider())
        {
            var queue = provider.GetRequiredService<UsageQueue>();
            queue.Enqueue(UsageQueueTests.Record(1));
            await queue.StopAsync(CancellationToken.None);
            await queue.StopAsync(new CancellationToken(canceled: true));
        }

        Assert.Single(sink.Records);
    }

    [Fact]
    public async Task Host_ServiceThatStopsAfterOurs_StillHasItsRequestsRecorded()
    {
        var sink = new InMemoryUsageSink();
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });

        // Services stop in the reverse order: this one after everything that AddWayleave registers.
        builder.Services.AddHostedService<LastWords>();
        Add(builder.Services, sink);
        using (var host = builder.Build())
        {
            await host.StartAsync();
            await host.StopAsync();
            Assert.Single(sink.Records);
            Assert.Equal(0, host.Services.GetRequiredService<UsageQueue>().Dropped);
        }
    }

    private static void Add(IServiceCollection services, InMemoryUsageSink sink)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Wayleave:Models:0:Id"] = "m", ["Wayleave:Models:0:Deployments:0:Provider"] = "own" })
            .Build();
        services.AddWayleave(configuration)
            .AddChatClient("own", static _ => FakeChatClient.Doing(static (_, _) => Task.CompletedTask))
            .AddUsageSink(_ => sink);
    }

    private sealed class LastWords(IChatClient chat) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) =>
            chat.GetResponseAsync("bye", new RoutedChatOptions { ModelId = "resale/m" }, cancellationToken);
    }
}
