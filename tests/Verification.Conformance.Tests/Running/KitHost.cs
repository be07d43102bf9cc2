using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Verification.Conformance.Tests.Cases;
using Verification.Conformance.Tests.Paths;
using Verification.Local.Hosting;

namespace Verification.Conformance.Tests.Running;

/// <summary>The whole product in one process on a free port, the simulated providers beside it, as <c>serve</c> puts it together.</summary>
internal sealed class KitHost : IAsyncDisposable
{
    /// <summary>
    /// Short waits, so that the suite is over soon. The circuit never opens and there is room for every call: here faults are what
    /// each case makes of them, and one case's must not become another's.
    /// </summary>
    private static readonly Dictionary<string, string?> Pace = new()
    {
        ["Verification:PollFirst"] = "00:00:00.5",
        ["Verification:PollLast"] = "00:00:02",
        ["Verification:Patience"] = "00:00:40",
        ["Verification:CloseFor"] = "00:01:30",
        ["Providers:Incode:ReviewWindow"] = "00:00:20",
        ["Providers:Passbase:ReviewWindow"] = "00:00:20",
        [$"Clients:{DevelopmentKey.Client}:RequestsPerMinute"] = "0",
    };

    private static readonly Dictionary<string, string?> Resilience = new()
    {
        ["TryTimeout"] = "00:00:08",
        ["TotalTimeout"] = "00:00:12",
        ["Settle"] = "00:00:01",
        ["RetryDelay"] = "00:00:00.05",
        ["Concurrency"] = "1000",
        ["FailureRatio"] = "1",
        ["MinimumThroughput"] = "1000000",
    };

    private readonly Listener _listener;
    private readonly DirectoryInfo _data;
    private readonly WebApplication _app;
    private readonly ServiceProvider _clients;

    private KitHost(Listener listener, DirectoryInfo data, WebApplication app, DevelopmentKey key)
    {
        (_listener, _data, _app) = (listener, data, app);
        _clients = new ServiceCollection().AddHttpClient().BuildServiceProvider();
        var (client, device) = (Connect(), Connect());
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Text);
        Client = new KitClient(client, device);
        Ledger = new LedgerWatch(device);
    }

    public KitClient Client { get; }

    public LedgerWatch Ledger { get; }

    public static async Task<KitHost> StartAsync(IEnumerable<string> families, HostVariant variant)
    {
        var data = Directory.CreateTempSubdirectory("conformance-");
        var listener = Listener.Bind(ListenUrls.Parse("http://127.0.0.1:0"));
        var key = DevelopmentKey.New();
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection(SimulatedProviders.Pace)
            .AddInMemoryCollection(SimulatedProviders.Settings(listener.Url).Where(setting => !variant.Without.Contains(setting.Key)))
            .AddInMemoryCollection(Pace)
            .AddInMemoryCollection(
                from family in families
                from setting in Resilience
                select KeyValuePair.Create($"Providers:{family}:Resilience:{setting.Key}", setting.Value))
            .AddInMemoryCollection([new("Verification:PublicUrl", listener.Url.AbsoluteUri)])
            .AddInMemoryCollection(variant.Settings)
            .AddInMemoryCollection(key.Settings())
            .Build();
        var app = LocalHost.Build(new LocalHostSettings(listener, data.FullName, settings, Simulators: true, LogLevel.Critical));
        await app.StartAsync();
        return new KitHost(listener, data, app, key);
    }

    /// <summary>Teaches the simulators what each case has them do.</summary>
    public async Task AddAsync(IEnumerable<ConformanceCase> cases)
    {
        foreach (var one in cases)
        {
            var script = one.Script.DeepClone().AsObject();
            script["description"] = one.Name;
            await Client.PostAsync("/_sim/scenarios", new JsonObject { ["name"] = one.Scenario, ["scenario"] = script });
        }
    }

    private HttpClient Connect()
    {
        var http = _clients.GetRequiredService<IHttpClientFactory>().CreateClient();
        http.BaseAddress = _listener.Url;
        return http;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _clients.DisposeAsync();
        _listener.Dispose();
        _data.Delete(recursive: true);
    }
}
