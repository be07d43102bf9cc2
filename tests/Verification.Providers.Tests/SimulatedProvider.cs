using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Verifications;
using Verification.Providers.Resilience;
using Verification.Simulators;
using Verification.Simulators.Ledger;
using Verification.Testing;

namespace Verification.Providers.Tests;

/// <summary>One adapter against its simulator, over HTTP in memory and on one clock, driven as the workflow drives it.</summary>
internal abstract class SimulatedProvider : IAsyncDisposable
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(20);

    private readonly string _name;
    private readonly OwnTimers _timers;
    private readonly WebApplication _simulator;
    private readonly ServiceProvider _adapter;

    /// <param name="name">The provider's name; what stands before its dot is the family, and names settings and HTTP clients.</param>
    /// <param name="simulator">What the test wants of the simulator.</param>
    /// <param name="settings">Under <c>Providers:{family}</c>; of one key the last counts, and null takes it away.</param>
    protected SimulatedProvider(
        string name, Action<IServiceCollection> simulator, IEnumerable<(string Key, string? Value)> settings)
    {
        var family = name.Split('.')[0];
        _name = name;
        _timers = new(Clock);
        _simulator = Simulator(simulator);
        _adapter = Adapter(family, settings.Append(("Simulated", "true")));
    }

    public ManualTimeProvider Clock { get; } = new();

    public WebhookInbox Inbox { get; } = new();

    public IVerificationProvider Provider => _adapter.GetRequiredService<ProviderCatalog>().Get(_name);

    protected IServiceProvider Services => _adapter;

    protected virtual TimeSpan LongestPause => new ResilienceOptions().MaxRetryDelay;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <param name="number">Tells verifications of one test apart.</param>
    public static VerificationId Id(int number = 1) => VerificationId.Parse($"ver_0193a5c0a7f07d3c9a1b2c3d4e5f60{number:x2}");

    /// <summary>Opens, again if need be: what an earlier try opened is looked for first.</summary>
    public async Task<ProviderSession> OpenAsync(
        CapturePath capture, string scenario, VerificationRequest? request = null, int number = 1)
    {
        ProviderSession? existing = null;
        var id = Id(number);
        var reference = $"{id} scenario:{scenario}";
        return await AgainAsync(async () =>
        {
            existing ??= await Provider.FindSessionAsync(reference, Stop);
            return await Provider.OpenSessionAsync(
                new OpenSessionRequest(id, reference, capture, request ?? new(), new Uri($"https://host.example/webhooks/{id}"), existing),
                session =>
                {
                    existing = session;
                    return Task.CompletedTask;
                },
                Stop);
        });
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

    /// <summary>Starts once, and after a start of unknown fate looks first; then finishes.</summary>
    public async Task StartAsync(ProviderSession session)
    {
        var started = false;
        while (!started)
        {
            try
            {
                await RunAsync(Provider.StartAsync(session, Stop));
                started = true;
            }
            catch (ProviderException exception) when (exception.Kind is ProviderErrorKind.Transient)
            {
                Clock.Advance(BetweenTries);
                started = exception.MayHaveTakenEffect && (await ProgressAsync(session)).State is not ProviderState.Pending;
            }
        }

        await FinishAsync(session);
    }

    public Task FinishAsync(ProviderSession session) => AgainAsync(async () =>
    {
        await Provider.FinishAsync(session, Stop);
        return true;
    });

    public Task<ProviderProgress> ProgressAsync(ProviderSession session) => AgainAsync(() => Provider.GetProgressAsync(session, Stop));

    /// <summary>Reads until it is final, keeping what is learned of the session and letting time pass in between.</summary>
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

    /// <summary>The end of a path: it is decided, or not, as it should be, and everything is deleted that the provider held.</summary>
    /// <returns>The result where there is a decision.</returns>
    public async Task<ProviderResult?> AssertEndsAsync(
        ProviderSession session, Decision? decision, ProviderState state = ProviderState.Decided, int paid = 1)
    {
        var (progress, ended) = await EndAsync(session);
        Assert.Equal((state, decision), (progress.State, progress.Decision));
        var result = decision is null ? null : await AgainAsync(() => Provider.GetResultAsync(ended, Stop));
        if (result is not null)
        {
            Assert.Equal(decision, result.Decision);
            Assert.Equal(decision is not Decision.Accepted, result.Reasons.Count > 0);
        }

        Assert.Equal(DeletionOutcome.Deleted, await AgainAsync(() => Provider.DeleteAsync(ended, Stop)));
        Assert.Equal(ProviderState.Gone, (await ProgressAsync(ended)).State);
        var ledger = await LedgerAsync();
        Assert.Equal((paid, 1, 0), (ledger.VerificationsStarted, ledger.SessionsOpened, ledger.SessionsOpen));
        return result;
    }

    public async Task<T> AgainAsync<T>(Func<Task<T>> call)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await RunAsync(call());
            }
            catch (ProviderException exception)
                when (exception.Kind is ProviderErrorKind.Transient or ProviderErrorKind.Protocol && attempt < 10)
            {
                Clock.Advance(BetweenTries);
            }
        }
    }

    /// <summary>Moves the clock while a call pauses between two tries.</summary>
    public async Task<T> RunAsync<T>(Task<T> task)
    {
        await RunAsync((Task)task);
        return await task;
    }

    public async Task<LedgerCounts> LedgerAsync()
    {
        using var operatorClient = Person();
        return (await operatorClient.GetFromJsonAsync<LedgerReport>("/_sim/ledger", Stop))!.Total;
    }

    public async ValueTask DisposeAsync()
    {
        await _adapter.DisposeAsync();
        await _simulator.DisposeAsync();
        Inbox.Dispose();
    }

    protected static async Task<T> RunningAsync<T>(T world)
        where T : SimulatedProvider
    {
        await world._simulator.StartAsync(Stop);
        return world;
    }

    /// <summary>Who sits before the provider's page or app.</summary>
    protected HttpClient Person() => _simulator.GetTestClient();

    private Task RunAsync(Task task) => _timers.RunAsync(task, LongestPause);

    private WebApplication Simulator(Action<IServiceCollection> configure)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddSimulators();
        builder.Services.AddHttpClient("Verification.Simulators.Webhooks").ConfigurePrimaryHttpMessageHandler(() => Inbox);
        configure(builder.Services);
        var app = builder.Build();
        app.MapSimulators();
        return app;
    }

    private ServiceProvider Adapter(string family, IEnumerable<(string Key, string? Value)> settings)
    {
        var values = new Dictionary<string, string?>();
        foreach (var (key, value) in settings)
        {
            values[$"Providers:{family}:{key}"] = value;
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values.Where(setting => setting.Value is not null)).Build();
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_timers);
        services.AddVerificationProviders(configuration);
        foreach (var client in new[] { family, $"{family}.token" })
        {
            services.AddHttpClient(client).ConfigurePrimaryHttpMessageHandler(() => _simulator.GetTestServer().CreateHandler());
        }

        return services.BuildServiceProvider();
    }
}
