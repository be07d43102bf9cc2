using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Verification.Core.Providers;
using Verification.Core.Verifications;
using Verification.Simulators;
using Verification.Simulators.Ledger;
using Verification.Simulators.Passbase;
using Verification.Testing;

namespace Verification.Providers.Tests.Passbase;

/// <summary>The adapter against the simulator, over HTTP in memory and on one clock, driven as the workflow drives it.</summary>
internal sealed class SimulatedPassbase : IAsyncDisposable
{
    public const string WebhookSecret = "0123456789abcdef0123456789abcdef";
    private const string WebhookClient = "Verification.Simulators.Webhooks";
    private static readonly RSA MetadataKey = RSA.Create(2048);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly WebApplication _app;
    private readonly HttpClient _person;
    private readonly ServiceProvider _services;

    private SimulatedPassbase(
        WebApplication app, ManualTimeProvider clock, Inbox inbox, string metadataKey, (string Key, string? Value)[] settings)
    {
        _app = app;
        _person = app.GetTestClient();
        Clock = clock;
        Received = inbox;
        var values = new Dictionary<string, string?>
        {
            ["Providers:Passbase:BaseUrl"] = "http://localhost/passbase-api/verification/v2/",
            ["Providers:Passbase:LinkUrl"] = "http://localhost/passbase-api/link/",
            ["Providers:Passbase:SecretKey"] = "simulated-secret-key",
            ["Providers:Passbase:PublishableKey"] = "simulated-publishable-key",
            ["Providers:Passbase:MetadataKey"] = metadataKey,
            ["Providers:Passbase:Webhooks:Secrets:0"] = WebhookSecret,
            ["Providers:Passbase:Simulated"] = "true",
        };
        foreach (var (key, value) in settings)
        {
            values[$"Providers:Passbase:{key}"] = value;
        }

        foreach (var (key, _) in values.Where(setting => setting.Value is null).ToList())
        {
            values.Remove(key);
        }

        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(clock);
        services.AddVerificationProviders(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        services.AddHttpClient("passbase").ConfigurePrimaryHttpMessageHandler(() => app.GetTestServer().CreateHandler());
        _services = services.BuildServiceProvider();
    }

    public ManualTimeProvider Clock { get; }

    public Inbox Received { get; }

    public IVerificationProvider Provider => _services.GetRequiredService<ProviderCatalog>().Get("passbase");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <param name="settings">Under <c>Providers:Passbase</c>; null takes one away.</param>
    public static async Task<SimulatedPassbase> StartAsync(
        Action<PassbaseOptions>? simulator = null, params (string Key, string? Value)[] settings)
    {
        var clock = new ManualTimeProvider();
        var inbox = new Inbox();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSimulators();
        var publicKey = Convert.ToBase64String(MetadataKey.ExportSubjectPublicKeyInfo());
        builder.Services.Configure<PassbaseOptions>(options =>
        {
            options.MetadataPublicKey = publicKey;
            options.Webhooks.Url = new Uri("https://host.example/api/webhooks/passbase");
            options.Webhooks.Secret = WebhookSecret;
            simulator?.Invoke(options);
        });
        builder.Services.AddHttpClient(WebhookClient).ConfigurePrimaryHttpMessageHandler(() => inbox);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapSimulators();
        await app.StartAsync(Stop);
        return new SimulatedPassbase(app, clock, inbox, MetadataKey.ExportPkcs8PrivateKeyPem(), settings);
    }

    /// <param name="number">Tells verifications of one test apart.</param>
    public static VerificationId Id(int number = 1) => VerificationId.Parse($"ver_0193a5c0a7f07d3c9a1b2c3d4e5f60{number:x2}");

    public async Task<ProviderSession> OpenAsync(
        CapturePath capture, string scenario, VerificationRequest? request = null, int number = 1) =>
        await RunAsync(Provider.OpenSessionAsync(
            new OpenSessionRequest(Id(number), $"{Id(number)} scenario:{scenario}", capture, request ?? new(), WebhookUrl: null, Existing: null),
            _ => Task.CompletedTask,
            Stop));

    /// <summary>What the widget does in the app of the person; returns what it would call back with.</summary>
    public async Task<JsonObject> CaptureAsync(ProviderSession session)
    {
        using var response = session.CaptureUrl is { } link
            ? await _person.PostAsync(new Uri(link.AbsoluteUri.Replace("?", "/finish?", StringComparison.Ordinal)), null, Stop)
            : await _person.PostAsJsonAsync("/passbase-api/widget/submit", session.SdkOptions, Stop);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonObject>(Stop))!;
    }

    public static JsonObject Submission(JsonObject callback) =>
        new() { ["identityAccessKey"] = (string?)callback["identityAccessKey"] };

    public Task<ProviderSession> SubmitAsync(ProviderSession session, JsonObject submission) =>
        RunAsync(Provider.SubmitAsync(session, submission, Stop));

    public async Task<ProviderProgress> ProgressAsync(ProviderSession session) =>
        await RunAsync(Provider.GetProgressAsync(session, Stop));

    /// <summary>Reads until it is decided, keeping what is learned and letting time pass in between.</summary>
    public async Task<(ProviderProgress Progress, ProviderSession Session)> EndAsync(ProviderSession session)
    {
        for (var round = 0; round < 100; round++)
        {
            var progress = await ProgressAsync(session);
            session = progress.Session ?? session;
            if (progress.State is not (ProviderState.Pending or ProviderState.Processing))
            {
                return (progress, session);
            }

            Clock.Advance(TimeSpan.FromMilliseconds(200));
        }

        throw new InvalidOperationException("Not final after 20 s.");
    }

    public async Task<LedgerCounts> LedgerAsync() =>
        (await _person.GetFromJsonAsync<LedgerReport>("/_sim/ledger", Stop))!.Total;

    /// <summary>Moves the clock while a call pauses between two tries; what a scenario does later than two seconds is not brought forward.</summary>
    public async Task<T> RunAsync<T>(Task<T> task)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!task.IsCompleted)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, "The code under test neither goes on nor waits.");
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
            if (!task.IsCompleted && Clock.NextTimer is { } next && next - Clock.GetUtcNow() <= TimeSpan.FromSeconds(2))
            {
                Clock.SetUtcNow(next);
            }
        }

        return await task;
    }

    public async ValueTask DisposeAsync()
    {
        _person.Dispose();
        await _services.DisposeAsync();
        await _app.DisposeAsync();
    }

    /// <summary>Where the simulator's notifications arrive, in the form in which the API hands them to an adapter.</summary>
    internal sealed class Inbox : HttpMessageHandler
    {
        private readonly List<WebhookRequest> _received = [];

        public IReadOnlyList<WebhookRequest> All
        {
            get
            {
                lock (_received)
                {
                    return [.. _received];
                }
            }
        }

        public async Task<IReadOnlyList<WebhookRequest>> AtLeastAsync(int count)
        {
            var start = TimeProvider.System.GetTimestamp();
            while (All.Count < count)
            {
                Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, $"{All.Count} of {count} notifications came.");
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Stop);
            }

            return All;
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var webhook = new WebhookRequest(
                Verification: null,
                new Dictionary<string, string> { ["content-type"] = request.Content!.Headers.ContentType!.ToString() },
                await request.Content.ReadAsByteArrayAsync(cancellationToken));
            lock (_received)
            {
                _received.Add(webhook);
            }

            return new HttpResponseMessage(HttpStatusCode.OK);
        }
    }
}
