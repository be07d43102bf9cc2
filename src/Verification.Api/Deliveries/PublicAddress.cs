using System.Net;
using System.Net.Sockets;

namespace Verification.Api.Deliveries;

/// <summary>
/// Which addresses the public Internet may reach: everything but the special-purpose ranges of the IANA registries (RFC 6890 and
/// later). An IPv6 address that carries an IPv4 one (mapped, 6to4, NAT64) is judged by that as well.
/// </summary>
internal static class PublicAddress
{
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15",
            "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/128", "::1/128", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7",
            "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    public static bool Is(IPAddress address) => !Special.Any(network => network.Contains(Plain(address))) && Embedded(address) is null or true;

    public static bool IsLoopback(IPAddress address) => IPAddress.IsLoopback(Plain(address));

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>Null when no IPv4 address is carried, else whether that one is public.</summary>
    private static bool? Embedded(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || address.IsIPv4MappedToIPv6)
        {
            return null;
        }

        var bytes = address.GetAddressBytes();
        ReadOnlySpan<byte> nat64 = [0x00, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0];
        return bytes switch
        {
            [0x20, 0x02, ..] => Is(new IPAddress(bytes.AsSpan(2, 4))),
            _ when bytes.AsSpan().StartsWith(nat64) => Is(new IPAddress(bytes.AsSpan(12, 4))),
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ..] => Is(new IPAddress(bytes.AsSpan(12, 4))),
            _ => null,
        };
    }
}
