using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Wayleave.Load;

/// <summary>The provider behind the programs under test: prepared bytes, a thread and blocking calls per connection.</summary>
/// <remarks>Shares its core with the load, so it must cost far less than what is measured: two system calls per request and no parsing.</remarks>
internal static class Upstream
{
    private const int MaxConnections = 256;
    private const int BufferSize = 256 * 1024;

    private static readonly byte[] Pause = Encoding.ASCII.GetBytes(ChatBodies.PauseMarker);
    private static readonly byte[] Paced = Encoding.ASCII.GetBytes(ChatBodies.PacedMarker);

    public static void Run()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(MaxConnections);
        new Thread(() => Accept(listener)) { IsBackground = true }.Start();
        ChildProcess.Announce(((IPEndPoint)listener.LocalEndPoint!).Port);
        ChildProcess.WaitForParent();
    }

    private static void Accept(Socket listener)
    {
        while (true)
        {
            var connection = listener.Accept();
            connection.NoDelay = true;
            new Thread(() => Serve(connection), 256 * 1024) { IsBackground = true }.Start();
        }
    }

    private static void Serve(Socket connection)
    {
        using (connection)
        {
            var buffer = new byte[BufferSize];
            var count = 0;
            try
            {
                while (connection.Receive(buffer.AsSpan(count)) is > 0 and var read)
                {
                    count += read;
                    if (HttpText.IsWhole(buffer.AsSpan(0, count)))
                    {
                        Answer(connection, buffer.AsSpan(0, count));
                        count = 0;
                    }
                }
            }
            catch (SocketException)
            {
                // The other side went away without a farewell; the connection is done either way.
            }
        }
    }

    private static void Answer(Socket connection, ReadOnlySpan<byte> request)
    {
        if (request.IndexOf("\"stream\":true"u8) < 0)
        {
            connection.Send(UpstreamReplies.Complete);
            return;
        }

        // Head, role and first word always come at once, so that the time to the first content has no pause in it.
        var pauseUntil = request.IndexOf(Paced) >= 0 ? int.MaxValue : request.IndexOf(Pause) >= 0 ? 2 : 0;
        var parts = request.IndexOf("\"include_usage\":true"u8) < 0 ? UpstreamReplies.Stream : UpstreamReplies.StreamWithUsage;
        for (var index = 0; index < parts.Length; index++)
        {
            if (index > 1 && index <= pauseUntil)
            {
                Thread.Sleep(1);
            }

            connection.Send(parts[index]);
        }
    }
}
