using System.Net;
using System.Net.Sockets;

namespace Verification.Api.Deliveries;

/// <summary>
/// Which addresses the public Internet may reach: all of IPv4, and of IPv6 the global unicast addresses, but for the special-purpose ranges
/// of the IANA registries (RFC 6890 and later). An IPv6 address that carries an IPv4 one (mapped, 6to4, NAT64) is judged by that.
/// </summary>
internal static class PublicAddress
{
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15",
            "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "2001::/23", "2001:db8::/32", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    public static bool Is(IPAddress address) => Carried(address) is { } carried
        ? Is(carried)
        : (address.AddressFamily == AddressFamily.InterNetwork || GlobalUnicast.Contains(address))
            && !Special.Any(network => network.Contains(address));

    public static bool IsLoopback(IPAddress address) => IPAddress.IsLoopback(Carried(address) ?? address);

    /// <summary>The IPv4 address that an IPv6 one carries, if it does.</summary>
    private static IPAddress? Carried(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4()
        : SixToFour.Contains(address) ? new IPAddress(address.GetAddressBytes().AsSpan(2, 4))
        : Nat64.Contains(address) ? new IPAddress(address.GetAddressBytes().AsSpan(12, 4))
        : null;
}
