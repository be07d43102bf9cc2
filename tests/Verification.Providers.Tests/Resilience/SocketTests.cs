using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Verification.Core.Providers;

namespace Verification.Providers.Tests.Resilience;

/// <summary>
/// The same promises over real sockets, where .NET's own handler has a say: it makes a request again by itself when a connection
/// that was used before turns out to be closed.
/// </summary>
public sealed class SocketTests : IAsyncDisposable
{
    private readonly RawServer _server = new();
    private readonly ServiceProvider _services;

    public SocketTests()
    {
        var address = $"http://127.0.0.1:{_server.Port}";
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Providers:Assure:BaseUrl"] = address,
            ["Providers:Assure:TokenUrl"] = $"{address}/token",
            ["Providers:Assure:ClientId"] = "id",
            ["Providers:Assure:ClientSecret"] = "secret",
            ["Providers:Assure:Resilience:RetryDelay"] = "00:00:00.001",
        }).Build();
        _services = new ServiceCollection().AddVerificationProviders(configuration).BuildServiceProvider();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IVerificationProvider Provider => _services.GetRequiredService<ProviderCatalog>().Get("assure.signicatpictureid");

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Start_ServerClosesAConnectionThatWasUsedBefore_ReachesTheServerOnce()
    {
        var session = new ProviderSession("dossier", "process");
        await Provider.GetProgressAsync(session, Stop);
        await Provider.GetProgressAsync(session, Stop);
        _server.CloseOn = "POST /dossiers/";

        var exception = await Assert.ThrowsAsync<ProviderException>(() => Provider.StartAsync(session, Stop));

        Assert.True(exception.MayHaveTakenEffect);
        Assert.Equal(1, _server.Count("POST /dossiers/dossier/processes/process "));
    }

    [Fact]
    public async Task Start_NobodyListens_TookNoEffect()
    {
        var session = new ProviderSession("dossier", "process");
        await Provider.GetProgressAsync(session, Stop);
        await _server.DisposeAsync();

        var exception = await Assert.ThrowsAsync<ProviderException>(() => Provider.StartAsync(session, Stop));

        Assert.Equal(("provider.unavailable", false), (exception.Code.ToString(), exception.MayHaveTakenEffect));
    }

    /// <summary>Answers every request with a token and a process on connections that stay open, or closes instead.</summary>
    private sealed class RawServer : IAsyncDisposable
    {
        private const string Body = """{"access_token":"t","expires_in":600,"processId":"process","status":"pending"}""";

        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource _stop = new();
        private readonly List<string> _requests = [];
        private readonly Task _running;

        public RawServer()
        {
            _listener.Start();
            _running = AcceptAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public string? CloseOn { get; set; }

        public int Count(string start)
        {
            lock (_requests)
            {
                return _requests.Count(request => request.StartsWith(start, StringComparison.Ordinal));
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            _listener.Stop();
            await _running;
        }

        private async Task AcceptAsync()
        {
            var connections = new List<Task>();
            try
            {
                while (true)
                {
                    connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException)
            {
                await Task.WhenAll(connections);
            }
        }

        private async Task ServeAsync(TcpClient client)
        {
            using (client)
            {
                var stream = client.GetStream();
                var buffer = new byte[16 * 1024];
                try
                {
                    int read;
                    while ((read = await stream.ReadAsync(buffer, _stop.Token)) > 0)
                    {
                        var request = Encoding.ASCII.GetString(buffer, 0, read);
                        lock (_requests)
                        {
                            _requests.Add(request);
                        }

                        if (CloseOn is not null && request.StartsWith(CloseOn, StringComparison.Ordinal))
                        {
                            return;
                        }

                        await stream.WriteAsync(
                            Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {Body.Length}\r\n\r\n{Body}"), _stop.Token);
                    }
                }
                catch (Exception exception) when (exception is OperationCanceledException or IOException)
                {
                }
            }
        }
    }
}
