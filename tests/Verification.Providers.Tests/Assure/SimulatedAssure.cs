using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Verifications;
using Verification.Simulators;
using Verification.Simulators.Ledger;
using Verification.Testing;
using SimulatorAssureOptions = Verification.Simulators.Assure.AssureOptions;

namespace Verification.Providers.Tests.Assure;

/// <summary>The adapters against the simulator, over HTTP in memory and on one clock, driven as the workflow drives them.</summary>
internal sealed class SimulatedAssure : IAsyncDisposable
{
    private const string WebhookClient = "Verification.Simulators.Webhooks";
    private const string EventSecret = "the-secret-of-the-subscription";
    private static readonly Uri EventsUrl = new("https://host.example/api/webhooks/assure");

    private readonly WebApplication _app;
    private readonly HttpClient _person;

    private SimulatedAssure(WebApplication app, ManualTimeProvider clock, WebhookInbox inbox)
    {
        _app = app;
        _person = app.GetTestClient();
        Inbox = inbox;
        Assure = new AssureHarness(
            clock,
            app.GetTestServer().CreateHandler(),
            ("BaseUrl", "http://localhost/assure-api/assure"),
            ("TokenUrl", "http://localhost/assure-api/auth/open/connect/token"),
            ("ClientId", "sandbox-simulated-client-1"),
            ("ClientSecret", "simulated-client-secret"),
            ("Events:Secrets:0", EventSecret),
            ("Simulated", "true"));
    }

    public AssureHarness Assure { get; }

    public WebhookInbox Inbox { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<SimulatedAssure> StartAsync()
    {
        var clock = new ManualTimeProvider();
        var inbox = new WebhookInbox();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSimulators();
        builder.Services.Configure<SimulatorAssureOptions>(options =>
        {
            options.Events.Url = EventsUrl;
            options.Events.Secret = EventSecret;
        });
        builder.Services.AddHttpClient(WebhookClient).ConfigurePrimaryHttpMessageHandler(() => inbox);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapSimulators();
        await app.StartAsync(Stop);
        return new SimulatedAssure(app, clock, inbox);
    }

    public async Task<LedgerCounts> LedgerAsync() =>
        (await _person.GetFromJsonAsync<LedgerReport>("/_sim/ledger", Stop))!.Total;

    /// <summary>Opens, again if need be, as the workflow does: what an earlier try opened is looked for first.</summary>
    public async Task<ProviderSession> OpenAsync(
        IVerificationProvider provider, CapturePath capture, VerificationRequest request, string scenario)
    {
        ProviderSession? existing = null;
        var reference = $"{Assure.Id} scenario:{scenario}";
        return await AgainAsync(async () =>
        {
            existing ??= await provider.FindSessionAsync(reference, Stop);
            var open = new OpenSessionRequest(
                Assure.Id, reference, capture, request, new Uri($"{EventsUrl}/{Assure.Id}"), existing);
            return await provider.OpenSessionAsync(
                open,
                session =>
                {
                    existing = session;
                    return Task.CompletedTask;
                },
                Stop);
        });
    }

    /// <summary>Starts once; after a start of unknown fate looks first, and repeats only what is still pending.</summary>
    public async Task StartAsync(IVerificationProvider provider, ProviderSession session)
    {
        while (true)
        {
            try
            {
                await Assure.RunAsync(provider.StartAsync(session, Stop));
                return;
            }
            catch (ProviderException exception) when (exception.Kind is ProviderErrorKind.Transient)
            {
                if (exception.MayHaveTakenEffect && (await ProgressAsync(provider, session)).State is not ProviderState.Pending)
                {
                    return;
                }
            }
        }
    }

    public Task<ProviderProgress> ProgressAsync(IVerificationProvider provider, ProviderSession session) =>
        AgainAsync(() => provider.GetProgressAsync(session, Stop));

    /// <summary>Reads until it is final, letting time pass in between.</summary>
    public async Task<ProviderProgress> EndAsync(IVerificationProvider provider, ProviderSession session)
    {
        for (var round = 0; round < 100; round++)
        {
            var progress = await ProgressAsync(provider, session);
            if (progress.State is not (ProviderState.Pending or ProviderState.Processing))
            {
                return progress;
            }

            Assure.Clock.Advance(TimeSpan.FromMilliseconds(200));
        }

        throw new InvalidOperationException("Not final after 20 s.");
    }

    public async Task UploadAsync(IVerificationProvider provider, ProviderSession session, params ImageKind[] kinds)
    {
        foreach (var kind in kinds)
        {
            var file = kind is ImageKind.Selfie ? "selfie.jpg" : $"card-{kind.ToString().ToLowerInvariant()}.jpg";
            var bytes = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "samples", file), Stop);
            await AgainAsync(() => provider.UploadImageAsync(session, AssureHarness.Image(bytes, kind), Stop));
        }
    }

    public async Task<T> AgainAsync<T>(Func<Task<T>> call)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Assure.RunAsync(call());
            }
            catch (ProviderException exception)
                when (exception.Kind is ProviderErrorKind.Transient or ProviderErrorKind.Protocol && attempt < 10)
            {
                Assure.Clock.Advance(TimeSpan.FromSeconds(20));
            }
        }
    }

    /// <summary>What the provider's SDK does in the app of the person.</summary>
    public async Task CaptureWithSdkAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/assure-api/sdk/upload");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        using var response = await _person.SendAsync(request, Stop);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>What the person does on the hosted page.</summary>
    public async Task CaptureOnPageAsync(Uri captureUrl, string how = "finish")
    {
        var artifact = captureUrl.Fragment.Split("artifact=")[1];
        using var response = await _person.PostAsync(new Uri($"/assure-api/capture/{artifact}/{how}", UriKind.Relative), null, Stop);
        response.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        _person.Dispose();
        await Assure.DisposeAsync();
        await _app.DisposeAsync();
    }

    /// <summary>Where the simulator's notifications arrive, in the form in which the API hands them to an adapter.</summary>
    internal sealed class WebhookInbox : HttpMessageHandler
    {
        private readonly List<WebhookRequest> _received = [];

        public IReadOnlyList<WebhookRequest> Received
        {
            get
            {
                lock (_received)
                {
                    return [.. _received];
                }
            }
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var last = request.RequestUri!.Segments[^1];
            var headers = request.Headers.ToDictionary(header => header.Key, header => string.Join(',', header.Value));
            var webhook = new WebhookRequest(
                VerificationId.TryParse(last, out var id) ? id : null,
                headers,
                await request.Content!.ReadAsByteArrayAsync(cancellationToken));
            lock (_received)
            {
                _received.Add(webhook);
            }

            return new HttpResponseMessage(HttpStatusCode.OK);
        }
    }
}
