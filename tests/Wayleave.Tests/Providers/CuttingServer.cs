using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Wayleave.Tests.Providers;

/// <summary>A server that answers one request with exactly these bytes and hangs up, in the middle if so written.</summary>
internal sealed class CuttingServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _served;

    public CuttingServer(string answer)
    {
        _listener.Start();
        Address = new Uri($"http://{_listener.LocalEndpoint}");
        _served = ServeAsync(Encoding.ASCII.GetBytes(answer));
    }

    public Uri Address { get; }

    public async ValueTask DisposeAsync()
    {
        await _served;
        _listener.Dispose();
    }

    private async Task ServeAsync(byte[] answer)
    {
        using var client = await _listener.AcceptTcpClientAsync();
        var stream = client.GetStream();

        // The request is read whole first: closing over unread bytes would reset the connection and lose the answer.
        var request = new StringBuilder();
        var buffer = new byte[4096];
        while (!request.ToString().EndsWith('}'))
        {
            request.Append(Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer)));
        }

        await stream.WriteAsync(answer);
    }
}
