using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Verification.Core;
using Verification.Core.Deliveries;
using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Starting;
using Verification.Core.Storage;
using Verification.Core.Sweeping;
using Verification.Core.Timeline;
using Verification.Core.Verifications;
using Verification.Core.Workflows;
using Verification.Testing.Deliveries;
using Verification.Testing.Images;
using Verification.Testing.Providers;
using Verification.Testing.Storage;
using Verification.Testing.Workflows;

namespace Verification.Testing;

/// <summary>The whole domain on a manual clock, with stores, workflows and providers in memory.</summary>
public sealed class VerificationBench : IAsyncDisposable
{
    public const string Client = "shop";

    public static readonly IReadOnlyDictionary<string, string?> Settings = new Dictionary<string, string?>
    {
        [$"Clients:{Client}:Webhook:Secrets:0"] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    };

    /// <summary>After a start the provider is asked for the first time.</summary>
    public static readonly TimeSpan FirstPoll = TimeSpan.FromSeconds(2);

    private readonly ServiceProvider _services;

    public VerificationBench(params FakeProvider[] providers)
        : this(_ => { }, providers)
    {
    }

    /// <param name="configure">Replaces parts of the bench by what it registers, for example the workflows by another engine.</param>
    public VerificationBench(Action<IServiceCollection> configure, params FakeProvider[] providers)
    {
        Providers = providers is [] ? [new FakeProvider()] : providers;
        Workflows = new InMemoryWorkflowHost(Time);
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<IObjectStore>(Objects)
            .AddSingleton<ISealedStore>(new InMemorySealedStore(Objects))
            .AddSingleton<IWorkflowClient>(Workflows)
            .AddSingleton<IDeliverySender>(Deliveries)
            .AddVerificationCore(new ConfigurationBuilder().AddInMemoryCollection(Settings).Build());
        foreach (var provider in Providers)
        {
            services.AddSingleton<IVerificationProvider>(provider);
        }

        configure(services);
        _services = services.BuildServiceProvider();
        foreach (var workflow in _services.GetServices<IWorkflow>())
        {
            Workflows.Workflows.Add(workflow.Name, workflow);
        }

        foreach (var activity in _services.GetServices<IActivity>())
        {
            Workflows.Activities.Add(activity.Name, activity);
        }
    }

    public ManualTimeProvider Time { get; } = new();

    public FakeDeliverySender Deliveries { get; } = new();

    public InMemoryObjectStore Objects { get; } = new();

    public InMemoryWorkflowHost Workflows { get; }

    public IReadOnlyList<FakeProvider> Providers { get; }

    public FakeProvider Provider => Providers[0];

    public IServiceProvider Services => _services;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public StartCommand Command(params ImageKind[] images) => new(
        Client,
        IdempotencyKey: null,
        BodyDigest: Digest.Of("body"),
        [.. Providers.Select(provider => provider.Descriptor.Name)],
        CapturePath.Upload,
        new VerificationRequest { Reference = "order-7" },
        [.. images.Select(kind => new ImageSource(kind, TestImages.OpenPng))],
        AutoSubmit: images.Length > 0,
        TimeSpan.FromHours(24),
        Retention.Default);

    public async Task<VerificationId> StartAsync(StartCommand command) =>
        await Get<VerificationStarter>().StartAsync(command, CancellationToken.None) is StartResult.Started started
            ? started.Record.Id
            : throw new InvalidOperationException("The start was not acknowledged.");

    public Task<VerificationId> StartAsync(params ImageKind[] images) => StartAsync(Command(images));

    public Task<VerificationRecord> RecordAsync(VerificationId id) => Get<VerificationStore>().GetAsync(id, CancellationToken.None);

    public async Task<VerificationSnapshot> SnapshotAsync(VerificationId id) =>
        await Get<VerificationReader>().ReadAsync(await RecordAsync(id), CancellationToken.None);

    public async Task<string[]> TimelineAsync(VerificationId id) =>
        [.. (await Get<TimelineStore>().GetAsync(id, CancellationToken.None)).Select(entry => entry.Code.ToString())];

    public Task<bool> SignalAsync(VerificationId id, Signal signal) =>
        Get<IWorkflowClient>().SignalAsync(id.ToString(), signal, CancellationToken.None);

    public async Task<StagedImage?> StageAsync(VerificationId id, ImageKind kind)
    {
        ImageSource[] image = [new(kind, TestImages.OpenPng)];
        var staged = await Get<VerificationCommands>().StageImagesAsync(await RecordAsync(id), image.ToAsyncEnumerable(), CancellationToken.None);
        return staged?.Single();
    }

    public async Task<IReadOnlyList<ImageKind>?> SubmitAsync(VerificationId id) =>
        await Get<VerificationCommands>().SubmitAsync(await RecordAsync(id), CancellationToken.None);

    public async Task<bool> CancelAsync(VerificationId id) =>
        await Get<VerificationCommands>().CancelAsync(await RecordAsync(id), CancellationToken.None);

    public async Task EraseAsync(VerificationId id) =>
        await Get<VerificationCommands>().EraseAsync(await RecordAsync(id), CancellationToken.None);

    public async Task SweepAsync()
    {
        foreach (var sweep in _services.GetServices<ISweep>())
        {
            await sweep.RunAsync(CancellationToken.None);
        }
    }

    public async Task<WorkflowRuntimeStatus?> RuntimeStatusAsync(string instance) =>
        (await Get<IWorkflowClient>().GetAsync(instance, CancellationToken.None))?.RuntimeStatus;

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
