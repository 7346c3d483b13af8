using System.Net;
using Wayleave.Providers;

namespace Wayleave.Tests.Providers;

public sealed class EgressRulesTests
{
    [Theory]
    // Public.
    [InlineData("8.8.8.8", "Public")]
    [InlineData("104.18.7.192", "Public")]
    [InlineData("9.255.255.255", "Public")]
    [InlineData("11.0.0.0", "Public")]
    [InlineData("172.15.255.255", "Public")]
    [InlineData("172.32.0.0", "Public")]
    [InlineData("192.167.255.255", "Public")]
    [InlineData("192.169.0.0", "Public")]
    [InlineData("100.63.255.255", "Public")]
    [InlineData("100.128.0.0", "Public")]
    [InlineData("126.255.255.255", "Public")]
    [InlineData("128.0.0.0", "Public")]
    [InlineData("169.253.255.255", "Public")]
    [InlineData("169.255.0.0", "Public")]
    [InlineData("198.17.255.255", "Public")]
    [InlineData("198.20.0.0", "Public")]
    [InlineData("223.255.255.255", "Public")]
    [InlineData("168.63.129.15", "Public")]
    [InlineData("2606:4700::6812:7c0", "Public")]
    [InlineData("2001:4860:4860::8888", "Public")]
    // Private, shared, benchmark.
    [InlineData("10.0.0.0", "Local")]
    [InlineData("10.255.255.255", "Local")]
    [InlineData("172.16.0.1", "Local")]
    [InlineData("172.31.255.255", "Local")]
    [InlineData("192.168.0.1", "Local")]
    [InlineData("192.168.255.255", "Local")]
    [InlineData("100.64.0.0", "Local")]
    [InlineData("100.127.255.255", "Local")]
    [InlineData("198.18.0.1", "Local")]
    [InlineData("fc00::1", "Local")]
    [InlineData("fdff:ffff::1", "Local")]
    [InlineData("fec0::1", "Local")]
    // Loopback and link-local.
    [InlineData("127.0.0.1", "Local")]
    [InlineData("127.255.255.254", "Local")]
    [InlineData("::1", "Local")]
    [InlineData("169.254.1.1", "Local")]
    [InlineData("169.254.168.255", "Local")]
    [InlineData("fe80::1", "Local")]
    [InlineData("fe80::1%2", "Local")]
    [InlineData("febf::1", "Local")]
    // Metadata.
    [InlineData("169.254.169.254", "Never")]
    [InlineData("169.254.169.253", "Never")]
    [InlineData("169.254.170.2", "Never")]
    [InlineData("169.254.170.23", "Never")]
    [InlineData("169.254.0.23", "Never")]
    [InlineData("169.254.42.42", "Never")]
    [InlineData("100.100.100.200", "Never")]
    [InlineData("168.63.129.16", "Never")]
    [InlineData("192.0.0.192", "Never")]
    [InlineData("fd00:ec2::254", "Never")]
    [InlineData("fd00:ec2::23", "Never")]
    [InlineData("fd20:ce::254", "Never")]
    [InlineData("fd00:42::42", "Never")]
    [InlineData("fd00:c1::a9fe:a9fe", "Never")]
    [InlineData("fe80::a9fe:a9fe", "Never")]
    // Nobody, many, or reserved.
    [InlineData("0.0.0.0", "Never")]
    [InlineData("0.1.2.3", "Never")]
    [InlineData("::", "Never")]
    [InlineData("192.0.2.1", "Never")]
    [InlineData("198.51.100.1", "Never")]
    [InlineData("203.0.113.1", "Never")]
    [InlineData("192.88.99.1", "Never")]
    [InlineData("224.0.0.1", "Never")]
    [InlineData("239.255.255.255", "Never")]
    [InlineData("240.0.0.1", "Never")]
    [InlineData("255.255.255.255", "Never")]
    [InlineData("ff02::1", "Never")]
    [InlineData("100::1", "Never")]
    [InlineData("2001:db8::1", "Never")]
    [InlineData("3fff::1", "Never")]
    [InlineData("2001:0:4136:e378:8000:63bf:3fff:fdd2", "Never")]
    [InlineData("5f00::1", "Never")]
    [InlineData("4000::1", "Never")]
    [InlineData("64:ff9b:1::a9fe:a9fe", "Never")]
    [InlineData("::ffff:0:127.0.0.1", "Never")]
    // IPv4 inside IPv6: mapped, compatible, NAT64, 6to4.
    [InlineData("::ffff:8.8.8.8", "Public")]
    [InlineData("::ffff:127.0.0.1", "Local")]
    [InlineData("::ffff:10.0.0.1", "Local")]
    [InlineData("::ffff:169.254.169.254", "Never")]
    [InlineData("::ffff:0.0.0.0", "Never")]
    [InlineData("::127.0.0.1", "Local")]
    [InlineData("::169.254.169.254", "Never")]
    [InlineData("::2", "Never")]
    [InlineData("64:ff9b::8.8.8.8", "Public")]
    [InlineData("64:ff9b::192.168.1.1", "Local")]
    [InlineData("64:ff9b::169.254.169.254", "Never")]
    [InlineData("2002:808:808::1", "Public")]
    [InlineData("2002:7f00:1::1", "Local")]
    [InlineData("2002:a9fe:a9fe::1", "Never")]
    public void Rules_Address_LeadsWhereTheRegistriesSay(string text, string scope)
    {
        var address = IPAddress.Parse(text);

        Assert.Equal(Enum.Parse<EgressScope>(scope), EgressRules.Classify(address));
        Assert.Equal(scope == "Public", EgressRules.IsAllowed(address, allowPrivateNetwork: false));
        Assert.Equal(scope != "Never", EgressRules.IsAllowed(address, allowPrivateNetwork: true));
    }
}
