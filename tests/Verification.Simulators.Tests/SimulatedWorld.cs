using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Verification.Simulators.Assure;
using Verification.Simulators.Ledger;
using Verification.Simulators.Webhooks;
using Verification.Testing;

namespace Verification.Simulators.Tests;

/// <summary>The simulators in memory, on a clock that the test moves, with somebody who receives their webhooks.</summary>
internal sealed class SimulatedWorld : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SimulatedWorld(WebApplication app, ManualTimeProvider clock, WebhookReceiver receiver)
    {
        _app = app;
        Clock = clock;
        Receiver = receiver;
        Client = app.GetTestClient();
        Ledger = app.Services.GetRequiredService<SimulatorLedger>();
    }

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public IServiceProvider Services => _app.Services;

    public ManualTimeProvider Clock { get; }

    public WebhookReceiver Receiver { get; }

    public HttpClient Client { get; }

    public SimulatorLedger Ledger { get; }

    public static async Task<SimulatedWorld> StartAsync(
        Action<AssureOptions>? assure = null, Action<SimulatorOptions>? simulators = null)
    {
        var clock = new ManualTimeProvider();
        var receiver = new WebhookReceiver();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSimulators();
        builder.Services.Configure<AssureOptions>(options => assure?.Invoke(options));
        builder.Services.Configure<SimulatorOptions>(options => simulators?.Invoke(options));
        builder.Services.AddHttpClient(WebhookSender.ClientName).ConfigurePrimaryHttpMessageHandler(() => receiver);
        var app = builder.Build();
        app.MapSimulators();
        await app.StartAsync(Stop);
        return new SimulatedWorld(app, clock, receiver);
    }

    /// <summary>Waits for what other threads are about to do; the test's time-out ends it.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            Stop.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public async Task<JsonNode> LedgerAsync() => (await Client.GetFromJsonAsync<JsonNode>("/_sim/ledger", Stop))!;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
