using System.Net;
using System.Net.Sockets;

namespace Wayleave.Providers;

/// <summary>Which addresses a provider may have. Source: the IANA special-purpose address registries and the clouds' documentation.</summary>
internal static class EgressRules
{
    private static readonly IPNetwork[] NeverNetworks = Networks(
        "169.254.169.0/24", // metadata and its neighbours: AWS, Azure, Google, Oracle, DigitalOcean, OpenStack
        "169.254.170.0/24", // AWS: credentials of containers and pods
        "169.254.0.23/32", // Tencent metadata
        "169.254.42.42/32", // Scaleway metadata
        "100.100.100.200/32", // Alibaba metadata
        "168.63.129.16/32", // Azure's platform address
        "0.0.0.0/8", // this network; 0.0.0.0 reaches loopback on Linux
        "192.0.0.0/24", // protocol assignments, Oracle's old metadata among them
        "192.0.2.0/24", // documentation
        "198.51.100.0/24",
        "203.0.113.0/24",
        "192.88.99.0/24", // 6to4 relays
        "224.0.0.0/4", // multicast
        "240.0.0.0/4", // reserved and broadcast
        "fd00:ec2::/32", // AWS metadata and pod identity
        "fd20:ce::254/128", // Google metadata
        "fd00:42::42/128", // Scaleway metadata
        "fd00:c1::a9fe:a9fe/128", // Oracle metadata
        "fe80::a9fe:a9fe/128", // OpenStack metadata
        "2001::/23", // protocol assignments, Teredo among them
        "2001:db8::/32", // documentation
        "3fff::/20");

    private static readonly IPNetwork[] LocalNetworks = Networks(
        "10.0.0.0/8", // private
        "172.16.0.0/12",
        "192.168.0.0/16",
        "100.64.0.0/10", // shared by carriers
        "127.0.0.0/8", // loopback
        "169.254.0.0/16", // link-local
        "198.18.0.0/15", // benchmarks, and the made-up addresses of some proxies
        "::1/128", // loopback
        "fc00::/7", // unique local
        "fe80::/10", // link-local
        "fec0::/10"); // site-local

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Compatible = IPNetwork.Parse("::/96");

    /// <summary>Tells whether a connection to an address is allowed.</summary>
    public static bool IsAllowed(IPAddress address, bool allowPrivateNetwork) => Classify(address) switch
    {
        EgressScope.Public => true,
        EgressScope.Local => allowPrivateNetwork,
        _ => false,
    };

    /// <summary>Tells where an address leads; an IPv6 address with an IPv4 address inside leads where the inner one does.</summary>
    public static EgressScope Classify(IPAddress address)
    {
        var actual = EmbeddedAddress(address) ?? address;
        if (IsIn(NeverNetworks, actual))
        {
            return EgressScope.Never;
        }

        if (IsIn(LocalNetworks, actual))
        {
            return EgressScope.Local;
        }

        return actual.AddressFamily == AddressFamily.InterNetwork || GlobalUnicast.Contains(actual) ? EgressScope.Public : EgressScope.Never;
    }

    private static IPAddress? EmbeddedAddress(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || address.Equals(IPAddress.IPv6Loopback) || address.Equals(IPAddress.IPv6Any))
        {
            return null;
        }

        var bytes = address.GetAddressBytes();
        if (address.IsIPv4MappedToIPv6 || Nat64.Contains(address) || Compatible.Contains(address))
        {
            return new IPAddress(bytes.AsSpan(12, 4));
        }

        return SixToFour.Contains(address) ? new IPAddress(bytes.AsSpan(2, 4)) : null;
    }

    private static bool IsIn(IPNetwork[] networks, IPAddress address)
    {
        foreach (var network in networks)
        {
            if (network.Contains(address))
            {
                return true;
            }
        }

        return false;
    }

    private static IPNetwork[] Networks(params ReadOnlySpan<string> ranges)
    {
        var networks = new IPNetwork[ranges.Length];
        for (var i = 0; i < ranges.Length; i++)
        {
            networks[i] = IPNetwork.Parse(ranges[i]);
        }

        return networks;
    }
}
