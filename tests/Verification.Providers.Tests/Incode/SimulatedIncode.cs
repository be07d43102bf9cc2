using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Verifications;
using Verification.Core.Webhooks;
using Verification.Providers.Resilience;
using Verification.Simulators;
using Verification.Simulators.Ledger;
using Verification.Testing;
using SimulatorIncodeOptions = Verification.Simulators.Incode.IncodeOptions;

namespace Verification.Providers.Tests.Incode;

/// <summary>The adapter against the simulator, over HTTP in memory and on one clock, driven as the workflow drives it.</summary>
internal sealed class SimulatedIncode : IAsyncDisposable
{
    public const string HeaderSecret = "the-secret-of-the-header-in-the-dashboard";
    public const string ClientSecret = "the-secret-of-the-client-that-incode-is";

    private const string WebhookClient = "Verification.Simulators.Webhooks";
    private static readonly Uri WebhookUrl = new("https://host.example/api/webhooks/incode");
    private static readonly Uri TokenUrl = new("https://host.example/api/webhooks/incode/token");
    private static readonly TimeSpan LongestPause = new ResilienceOptions().MaxRetryDelay;

    private readonly WebApplication _app;
    private readonly ServiceProvider _services;
    private readonly HttpClient _person;

    private SimulatedIncode(WebApplication app, ManualTimeProvider clock, ServiceProvider services, WebhookInbox inbox)
    {
        _app = app;
        _services = services;
        _person = app.GetTestClient();
        Clock = clock;
        Inbox = inbox;
    }

    public ManualTimeProvider Clock { get; }

    public WebhookInbox Inbox { get; }

    public IVerificationProvider Provider => _services.GetRequiredService<ProviderCatalog>().Get("incode");

    public VerificationId Id { get; } = VerificationId.Parse("ver_0193a5c0a7f07d3c9a1b2c3d4e5f6071");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<SimulatedIncode> StartAsync(
        Action<SimulatorIncodeOptions>? simulator = null, params (string Key, string Value)[] settings)
    {
        var clock = new ManualTimeProvider();
        var inbox = new WebhookInbox();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSimulators();
        builder.Services.Configure<SimulatorIncodeOptions>(options =>
        {
            options.Webhooks.Url = WebhookUrl;
            options.Webhooks.Secret = HeaderSecret;

            // Longer than any pause that the clock is moved over.
            options.Webhooks.Timeout = TimeSpan.FromMinutes(5);
            simulator?.Invoke(options);
        });
        builder.Services.AddHttpClient(WebhookClient).ConfigurePrimaryHttpMessageHandler(() => inbox);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapSimulators();
        await app.StartAsync(Stop);
        var services = Services(clock, app.GetTestServer().CreateHandler(), settings);
        inbox.Issuer = services.GetRequiredService<IWebhookTokenIssuer>();
        return new SimulatedIncode(app, clock, services, inbox);
    }

    /// <summary>As the simulator is told to send tokens.</summary>
    public static void WithTokens(SimulatorIncodeOptions options)
    {
        options.Webhooks.Secret = null;
        options.Webhooks.TokenUrl = TokenUrl;
        options.Webhooks.TokenClientSecret = ClientSecret;
    }

    public async Task<LedgerCounts> LedgerAsync() =>
        (await _person.GetFromJsonAsync<LedgerReport>("/_sim/ledger", Stop))!.Total;

    /// <summary>A scenario of a test's own: one whose times are so long that only the test itself lets them pass.</summary>
    public async Task AddScenarioAsync(string name, string json)
    {
        var body = new JsonObject { ["name"] = name, ["scenario"] = JsonNode.Parse(json) };
        using var response = await _person.PostAsJsonAsync("/_sim/scenarios", body, Stop);
        response.EnsureSuccessStatusCode();
    }

    public Task<ProviderSession> OpenAsync(CapturePath capture, VerificationRequest request, string scenario)
    {
        var open = new OpenSessionRequest(Id, $"{Id} scenario:{scenario}", capture, request, WebhookUrl, null);
        return AgainAsync(() => Provider.OpenSessionAsync(open, _ => Task.CompletedTask, Stop));
    }

    public async Task<ImageVerdict> UploadAsync(ProviderSession session, ImageKind kind)
    {
        var file = kind is ImageKind.Selfie ? "selfie.jpg" : $"card-{kind.ToString().ToLowerInvariant()}.jpg";
        var bytes = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "samples", file), Stop);
        var image = new ImageUpload(
            kind, ImageFormat.Jpeg, bytes.Length, _ => Task.FromResult<Stream>(new MemoryStream(bytes, writable: false)));
        return await AgainAsync(() => Provider.UploadImageAsync(session, image, Stop));
    }

    /// <summary>Uploads what the request needs, in order, and again what is refused.</summary>
    /// <returns>The refusals.</returns>
    public async Task<IReadOnlyList<string>> UploadAllAsync(ProviderSession session, VerificationRequest request)
    {
        var refusals = new List<string>();
        var wanted = new SortedSet<ImageKind>(Provider.NeededImages(request));
        while (wanted.Count > 0 && refusals.Count < 5)
        {
            var verdict = await UploadAsync(session, wanted.Min);
            wanted.Remove(wanted.Min);
            wanted.UnionWith(verdict.Retake);
            wanted.ExceptWith(verdict.NotNeeded);
            if (verdict.Refusal is { } refusal)
            {
                refusals.Add(refusal.ToString());
            }
        }

        return refusals;
    }

    /// <summary>Starts once, and after a start of unknown fate looks first; then finishes, as the workflow does.</summary>
    public async Task ProcessAsync(ProviderSession session)
    {
        while (true)
        {
            try
            {
                await RunAsync(Provider.StartAsync(session, Stop));
                break;
            }
            catch (ProviderException exception) when (exception.Kind is ProviderErrorKind.Transient)
            {
                Clock.Advance(TimeSpan.FromSeconds(20));
                if (exception.MayHaveTakenEffect && (await ProgressAsync(session)).State is not ProviderState.Pending)
                {
                    break;
                }
            }
        }

        await AgainAsync(async () =>
        {
            await Provider.FinishAsync(session, Stop);
            return true;
        });
    }

    public Task<ProviderProgress> ProgressAsync(ProviderSession session) => AgainAsync(() => Provider.GetProgressAsync(session, Stop));

    /// <summary>Reads until it is final, letting time pass in between.</summary>
    public async Task<ProviderProgress> EndAsync(ProviderSession session)
    {
        for (var round = 0; round < 100; round++)
        {
            var progress = await ProgressAsync(session);
            if (progress.State is not (ProviderState.Pending or ProviderState.Processing))
            {
                return progress;
            }

            Clock.Advance(TimeSpan.FromMilliseconds(200));
        }

        throw new InvalidOperationException("Not final after 20 s.");
    }

    public async Task<T> AgainAsync<T>(Func<Task<T>> call)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var task = call();
                await RunAsync(task);
                return await task;
            }
            catch (ProviderException exception)
                when (exception.Kind is ProviderErrorKind.Transient or ProviderErrorKind.Protocol && attempt < 10)
            {
                Clock.Advance(TimeSpan.FromSeconds(20));
            }
        }
    }

    /// <summary>What the SDK does in the app of the person.</summary>
    public async Task CaptureWithSdkAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/incode-api/0/sdk/capture");
        request.Headers.Add("api-version", "1.0");
        request.Headers.Add("X-Incode-Hardware-Id", token);
        using var response = await _person.SendAsync(request, Stop);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>What the person does on the hosted page.</summary>
    public async Task CaptureOnPageAsync(Uri captureUrl)
    {
        using var response = await _person.PostAsync(new Uri($"{captureUrl.AbsolutePath}/finish", UriKind.Relative), null, Stop);
        response.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        _person.Dispose();
        await _services.DisposeAsync();
        await _app.DisposeAsync();
    }

    private static ServiceProvider Services(ManualTimeProvider clock, HttpMessageHandler wire, (string Key, string Value)[] settings)
    {
        var account = new SimulatorIncodeOptions();
        var values = new Dictionary<string, string?>
        {
            ["Providers:Incode:BaseUrl"] = "http://localhost/incode-api",
            ["Providers:Incode:ApiKey"] = account.ApiKey,
            ["Providers:Incode:ConfigurationId"] = account.ConfigurationId,
            ["Providers:Incode:ExecutiveEmail"] = account.ExecutiveEmail,
            ["Providers:Incode:ExecutivePassword"] = account.ExecutivePassword,
            ["Providers:Incode:Webhooks:Secrets:0"] = HeaderSecret,
            ["Providers:Incode:Webhooks:ClientId"] = "incode",
            ["Providers:Incode:Webhooks:ClientSecrets:0"] = ClientSecret,
            ["Providers:Incode:Simulated"] = "true",
        };
        foreach (var (key, value) in settings)
        {
            values[$"Providers:Incode:{key}"] = value;
        }

        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(clock);
        services.AddVerificationProviders(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        services.AddHttpClient("incode").ConfigurePrimaryHttpMessageHandler(() => wire);
        return services.BuildServiceProvider();
    }

    /// <summary>Moves the clock from pause to pause until the task is done.</summary>
    private async Task RunAsync(Task task)
    {
        while (!task.IsCompleted)
        {
            await UntilAsync(() => task.IsCompleted || Pauses());
            await Task.WhenAny(task, Task.Delay(TimeSpan.FromMilliseconds(3), TimeProvider.System, Stop));
            if (!task.IsCompleted)
            {
                var set = Clock.TimersSet;
                Clock.SetUtcNow(Clock.NextTimer!.Value);
                await UntilAsync(() => task.IsCompleted || Clock.TimersSet > set || Pauses());
            }
        }

        await task;
    }

    private bool Pauses() => Clock.NextTimer - Clock.GetUtcNow() <= LongestPause;

    private static Task UntilAsync(Func<bool> condition) => Assure.AssureHarness.UntilAsync(condition);

    /// <summary>Where notifications arrive, and where tokens are issued, in the forms in which the API hands them to the adapter.</summary>
    internal sealed class WebhookInbox : HttpMessageHandler
    {
        private readonly List<WebhookRequest> _received = [];

        public IWebhookTokenIssuer Issuer { get; set; } = null!;

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
            var headers = request.Headers.ToDictionary(header => header.Key, header => string.Join(',', header.Value));
            var webhook = new WebhookRequest(null, headers, await request.Content!.ReadAsByteArrayAsync(cancellationToken));
            if (request.RequestUri == TokenUrl)
            {
                return Write(Issuer.Issue(webhook));
            }

            lock (_received)
            {
                _received.Add(webhook);
            }

            return Write(new WebhookAnswer(200, "application/json", "{}"));
        }

        private static HttpResponseMessage Write(WebhookAnswer answer) => new((HttpStatusCode)answer.StatusCode)
        {
            Content = new StringContent(answer.Body!, Encoding.UTF8, new MediaTypeHeaderValue(answer.ContentType!)),
        };
    }
}
