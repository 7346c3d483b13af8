using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Wayleave.Load;

/// <summary>One connection that sends the same request again and again, each after the answer to the last. A thread of its own, blocking calls.</summary>
internal sealed class LoadConnection : IDisposable
{
    private static readonly byte[] FirstWord = Encoding.ASCII.GetBytes(UpstreamReplies.FirstWord);

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _request;
    private readonly bool _streaming;
    private readonly byte[] _answer = new byte[256 * 1024];

    public LoadConnection(int port, byte[] body)
    {
        var head = $"POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {GatewayUnderTest.Key}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n";
        _request = [.. Encoding.ASCII.GetBytes(head), .. body];
        _streaming = body.AsSpan().IndexOf("\"stream\":true"u8) >= 0;
        _socket.ReceiveTimeout = 30_000;
        _socket.Connect(IPAddress.Loopback, port);
    }

    /// <summary>Gets the latencies of whole answers, in ticks of the stopwatch.</summary>
    public List<long> Latencies { get; } = [];

    /// <summary>Gets the times to the first content, in ticks of the stopwatch.</summary>
    public List<long> FirstContents { get; } = [];

    /// <summary>Sends until the time is up or the count is reached.</summary>
    /// <exception cref="InvalidOperationException">An answer was not what the upstream sends.</exception>
    public void Run(long until, int maxRequests)
    {
        for (var count = 0; count < maxRequests && Stopwatch.GetTimestamp() < until; count++)
        {
            Exchange();
        }
    }

    public void Dispose() => _socket.Dispose();

    private void Exchange()
    {
        var start = Stopwatch.GetTimestamp();
        long first = 0;
        _socket.Send(_request);
        var count = 0;
        do
        {
            var read = _socket.Receive(_answer.AsSpan(count));
            if (read == 0)
            {
                throw Unexpected("The connection was closed", count);
            }

            // From a little earlier on: the word may have come in two pieces.
            var from = Math.Max(0, count - FirstWord.Length);
            count += read;
            if (first == 0 && _answer.AsSpan(from, count - from).IndexOf(FirstWord) >= 0)
            {
                first = Stopwatch.GetTimestamp();
            }
        }
        while (!HttpText.IsWhole(_answer.AsSpan(0, count)));

        var answer = _answer.AsSpan(0, count);
        if (first == 0 || !answer.StartsWith("HTTP/1.1 200 "u8) || (_streaming && answer[^64..].IndexOf("[DONE]"u8) < 0))
        {
            throw Unexpected("The answer is not the upstream's", count);
        }

        Latencies.Add(Stopwatch.GetTimestamp() - start);
        FirstContents.Add(first - start);
    }

    private InvalidOperationException Unexpected(string what, int count) =>
        new($"{what} after {Latencies.Count} requests: '{Encoding.UTF8.GetString(_answer, 0, Math.Min(count, 600))}'.");
}
