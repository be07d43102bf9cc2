using System.Net;
using System.Net.Sockets;
using Verification.Local.Hosting;
using Verification.Local.Tests.EndToEnd;

namespace Verification.Local.Tests.Crashes;

/// <summary>
/// The whole product as it runs at a customer's: simulators in a process of their own, so that their ledger survives, and <c>serve</c> in
/// another on one port and one data folder, killed and started again.
/// </summary>
internal sealed class Product : IAsyncDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("crash-");
    private readonly LocalProcess _simulators;
    private readonly string[] _command;
    private LocalProcess? _serve;
    private Task? _ready;

    private Product(LocalProcess simulators, Uri provider, Uri url)
    {
        _simulators = simulators;
        Provider = provider;
        Url = url;
        _command = ["serve", "--urls", Text(url), "--data", Data, "--simulators", Text(provider)];
    }

    public string Data => _data.FullName;

    public Uri Url { get; }

    public Uri Provider { get; }

    /// <summary>The development key, known once it has been ready.</summary>
    public string Key { get; private set; } = "";

    public int Kills { get; private set; }

    /// <summary>How long it took to be ready the last time.</summary>
    public TimeSpan StartUp { get; private set; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Starts the simulators; <c>serve</c> is for the test to start.</summary>
    public static async Task<Product> CreateAsync()
    {
        var url = new Uri($"http://127.0.0.1:{FreePort()}");

        // What a customer sets in the dashboards of Incode and Passbase.
        var dashboards = SimulatedProviders.Settings(url)
            .Where(setting => setting.Key.StartsWith("Simulators:", StringComparison.Ordinal))
            .Select(setting => (setting.Key, setting.Value!));
        var simulators = LocalProcess.StartWith(dashboards, "simulators", "--urls", "http://127.0.0.1:0");
        var address = await simulators.ReadAsync("simulators", Cancelled);
        return new Product(simulators, new Uri(address.Split(' ')[0]), url);
    }

    public void Launch()
    {
        _serve = LocalProcess.StartWith([("Verification:FallbackAfter", "00:00:01")], _command);
        _ready = null;
    }

    /// <summary>A second process with the same arguments but a port of its own.</summary>
    public LocalProcess LaunchSecond() =>
        LocalProcess.Start([.. _command.Select(argument => argument == Text(Url) ? "http://127.0.0.1:0" : argument)]);

    /// <summary>Waits until <c>serve</c> says that it is ready.</summary>
    public Task ReadyAsync() => _ready ??= ReadAnnouncementAsync(_serve!);

    public async Task KillAsync()
    {
        await _serve!.KillAsync();
        await _serve.DisposeAsync();
        Kills++;
    }

    public void LoseEngineFile()
    {
        foreach (var file in Directory.EnumerateFiles(Data, "engine.db*"))
        {
            File.Delete(file);
        }
    }

    /// <summary>What the last process wrote to its log.</summary>
    public string Log() => _serve is null ? "" : string.Join('\n', _serve.Errors);

    /// <summary>Objects under a prefix of the store, as files.</summary>
    public IReadOnlyList<string> Objects(string prefix)
    {
        var folder = Path.Combine(Data, "objects", prefix);
        return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)] : [];
    }

    public async ValueTask DisposeAsync()
    {
        if (_serve is not null)
        {
            await _serve.DisposeAsync();
        }

        await _simulators.DisposeAsync();
        _data.Delete(recursive: true);
    }

    private async Task ReadAnnouncementAsync(LocalProcess serve)
    {
        var began = TimeProvider.System.GetTimestamp();
        await serve.ReadAsync("API", Cancelled);
        var key = (await serve.ReadAsync("key", Cancelled)).Split(' ')[0];
        Assert.True(Key == "" || Key == key, "The development key changed over a restart.");
        Key = key;
        StartUp = TimeProvider.System.GetElapsedTime(began);
    }

    // Not one that the system would give to an outgoing connection while serve is down.
    private static int FreePort()
    {
        while (true)
        {
            try
            {
                var port = Random.Shared.Next(15_000, 30_000);
                using var probe = new TcpListener(IPAddress.Loopback, port);
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody listens there.
            }
        }
    }

    private static string Text(Uri url) => url.AbsoluteUri.TrimEnd('/');
}
