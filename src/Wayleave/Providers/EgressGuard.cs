using System.Net;
using System.Net.Sockets;

namespace Wayleave.Providers;

/// <summary>Opens the connections to providers: resolves the name once, and connects only to those of its addresses that are allowed.</summary>
/// <remarks>Thread-safe. Nothing resolves the name a second time, so an answer that changes in between (DNS rebinding) gains nothing.</remarks>
internal sealed class EgressGuard(bool allowPrivateNetwork, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
{
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve = resolve ?? Dns.GetHostAddressesAsync;

    /// <summary>Connects, trying the allowed addresses in the order of the resolver.</summary>
    /// <exception cref="ProviderException">None of the addresses is allowed.</exception>
    /// <exception cref="SocketException">The name does not resolve, or none of the allowed addresses answered.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        IPAddress[] addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await _resolve(host, cancellationToken).ConfigureAwait(false);
        SocketException? failure = addresses.Length == 0 ? new SocketException((int)SocketError.HostNotFound) : null;
        foreach (var resolved in addresses)
        {
            // A socket for IPv6 alone does not reach a mapped address.
            var address = resolved.IsIPv4MappedToIPv6 ? resolved.MapToIPv4() : resolved;
            if (!EgressRules.IsAllowed(address, allowPrivateNetwork))
            {
                continue;
            }

            try
            {
                return await ConnectAsync(new IPEndPoint(address, context.DnsEndPoint.Port), cancellationToken).ConfigureAwait(false);
            }
            catch (SocketException exception)
            {
                failure = exception;
            }
        }

        throw failure ?? (Exception)new ProviderException(
            FailureCategory.Refused,
            $"Refused to connect to '{host}': it has no public address. A provider on this machine or in its network needs 'AllowPrivateNetwork'; metadata and special-purpose addresses are never allowed.");
    }

    private static async ValueTask<Stream> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.NoDelay = true;
            await socket.ConnectAsync(endPoint, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
