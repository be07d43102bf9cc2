using System.Net;
using System.Net.Sockets;
using Verification.Local.Commands;

namespace Verification.Local.Hosting;

/// <summary>
/// The sockets of the HTTP server, bound before anything else is touched: a port that is in use is one sentence and changes nothing,
/// and a port that the operating system chose is known while the host is still being put together.
/// </summary>
internal sealed class Listener : IDisposable
{
    private readonly Dictionary<EndPoint, Socket> _sockets = [];
    private Uri? _url;

    private Listener()
    {
    }

    /// <summary>Where this machine reaches the first of the addresses.</summary>
    public Uri Url => _url!;

    /// <summary>True when nobody but this machine can connect.</summary>
    public bool IsLoopback => _sockets.Keys.All(endpoint => IPAddress.IsLoopback(((IPEndPoint)endpoint).Address));

    /// <exception cref="CommandException">An address cannot be had.</exception>
    public static Listener Bind(ListenUrls urls)
    {
        var listener = new Listener();
        try
        {
            foreach (var address in urls.Addresses)
            {
                listener.Add(address);
            }

            return listener;
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }

    /// <summary>Makes a host listen here.</summary>
    public void Serve(IWebHostBuilder host) => host
        .UseKestrelCore()
        .UseSockets(transport => transport.CreateBoundListenSocket = endpoint => _sockets[endpoint])
        .ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            foreach (var endpoint in _sockets.Keys)
            {
                kestrel.Listen(endpoint);
            }
        });

    public void Dispose()
    {
        foreach (var socket in _sockets.Values)
        {
            socket.Dispose();
        }
    }

    private void Add(BindingAddress address)
    {
        var port = address.Port;
        foreach (var ip in Addresses(address.Host))
        {
            port = Bind(address, new IPEndPoint(ip, port));
        }

        _url ??= new UriBuilder("http", Reachable(address.Host), port).Uri;
    }

    private int Bind(BindingAddress address, IPEndPoint wanted)
    {
        var socket = new Socket(wanted.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (wanted.Address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            socket.Bind(wanted);
            socket.Listen();
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            throw new CommandException(Sentence(address, exception.SocketErrorCode), innerException: exception);
        }

        _sockets[socket.LocalEndPoint!] = socket;
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static IPAddress[] Addresses(string host) => host switch
    {
        "localhost" => Socket.OSSupportsIPv6 ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback],
        _ when IPAddress.TryParse(host, out var ip) => [ip],
        _ => [Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any],
    };

    private static string Reachable(string host) => host switch
    {
        "localhost" => host,
        _ when IPAddress.TryParse(host, out var ip) && !ip.Equals(IPAddress.Any) && !ip.Equals(IPAddress.IPv6Any) => host,
        _ => "127.0.0.1",
    };

    private static string Sentence(BindingAddress address, SocketError error) => error switch
    {
        SocketError.AddressAlreadyInUse =>
            $"Port {address.Port} is in use; stop what listens there, or choose another with --urls http://{address.Host}:PORT.",
        SocketError.AccessDenied => $"Port {address.Port} may not be used by this user; choose one above 1023 with --urls.",
        SocketError.AddressNotAvailable => $"{address.Host} is not an address of this machine; choose one that is with --urls.",
        _ => $"Listening on {address} failed ({error}); choose another address with --urls.",
    };
}
