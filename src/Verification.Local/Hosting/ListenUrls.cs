using System.Net;

namespace Verification.Local.Hosting;

/// <summary>Addresses to listen on, as given: <c>http://HOST:PORT</c>, several of them separated by semicolons.</summary>
internal sealed record ListenUrls(IReadOnlyList<BindingAddress> Addresses)
{
    /// <exception cref="FormatException">One of them is not an address that can be listened on; the message says what is right.</exception>
    public static ListenUrls Parse(string text)
    {
        var urls = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return urls.Length > 0 ? new ListenUrls([.. urls.Select(ParseOne)]) : throw Refusal(text);
    }

    /// <summary>As it is given, for the help of the command line.</summary>
    public override string ToString() => string.Join(';', Addresses);

    private static BindingAddress ParseOne(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            return address is { Scheme: "http", IsUnixPipe: false, IsNamedPipe: false, PathBase: "", Port: >= 0 and <= IPEndPoint.MaxPort }
                && IsHost(address.Host)
                ? address
                : throw Refusal(url);
        }
        catch (FormatException)
        {
            throw Refusal(url);
        }
    }

    private static bool IsHost(string host) => host is "*" or "+" || Uri.CheckHostName(host) != UriHostNameType.Unknown;

    private static FormatException Refusal(string url) =>
        new($"'{url}' is no address to listen on; it is written like http://localhost:7071 (TLS belongs to the proxy in front).");
}
