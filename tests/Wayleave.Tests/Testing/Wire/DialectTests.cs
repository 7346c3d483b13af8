using Wayleave.Testing;

namespace Wayleave.Tests.Testing.Wire;

/// <summary>Runs a test against one provider over a connection of its own.</summary>
public abstract class DialectTests : IAsyncLifetime, IDisposable
{
    // A disposed response would otherwise be drained for two seconds before its connection closes.
    private protected HttpClient Client { get; } = new(new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero }) { Timeout = ProviderClient.Patience };

    private protected ScriptedProvider Provider { get; private set; } = null!;

    public async Task InitializeAsync() => Provider = await ScriptedProvider.StartAsync(new() { Models = ["m-1", "m-2"] });

    public async Task DisposeAsync() => await Provider.DisposeAsync();

    public void Dispose()
    {
        Client.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected Task<HttpResponseMessage> PostAsync(WireRequest request, params ScriptedReply[] replies) =>
        request.PostAsync(Client, Provider.Enqueue(replies));

    private protected async Task<WireAnswer> AskAsync(WireRequest request, params ScriptedReply[] replies)
    {
        using var response = await PostAsync(request, replies);
        return await WireAnswer.ReadAsync(response, request);
    }
}
