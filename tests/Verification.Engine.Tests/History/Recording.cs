using Verification.Core.Verifications;
using Verification.Core.Workflows;
using Verification.Engine.Storage;
using Verification.Testing;
using Verification.Testing.Providers;

namespace Verification.Engine.Tests.History;

/// <summary>The domain of <see cref="VerificationBench"/> on a real engine, whose history can be read at the end.</summary>
internal sealed class Recording : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("history-").FullName;

    private int _commitSteps;

    private Recording(FakeProvider[] providers) => Bench = new VerificationBench(
        services => services.AddEmbeddedEngine(options =>
        {
            options.DataDirectory = _directory;
            options.CommitProbe = _ => Interlocked.Increment(ref _commitSteps);

            // Time passes in leaps here; no activity is given up for that.
            options.ActivityTimeLimit = TimeSpan.FromMinutes(10);
        }),
        providers);

    public VerificationBench Bench { get; }

    private EmbeddedEngine Engine => Bench.Get<EmbeddedEngine>();

    public static async Task<Recording> StartAsync(params FakeProvider[] providers)
    {
        var recording = new Recording(providers);
        await recording.Engine.StartingAsync(CancellationToken.None);
        await recording.Engine.StartAsync(CancellationToken.None);
        return recording;
    }

    /// <summary>Returns once everything waits for a signal or a timer.</summary>
    public async Task UntilQuietAsync()
    {
        while (!await IsQuietAsync())
        {
            await Task.Yield();
        }
    }

    /// <summary>Lets time pass, an interval whenever everything waits, until this holds.</summary>
    public async Task UntilAsync(Func<Task<bool>> holds, TimeSpan interval = default)
    {
        while (!await holds())
        {
            if (Engine.Read().Alarms.FirstOrDefault() is { } alarm)
            {
                throw new InvalidOperationException($"{alarm.InstanceId}: {alarm.Step}");
            }

            if (await IsQuietAsync())
            {
                Bench.Time.Advance(interval);
            }

            await Task.Yield();
        }
    }

    public Task UntilAsync(VerificationId id, VerificationStatus status, TimeSpan interval = default) =>
        UntilAsync(async () => (await Bench.SnapshotAsync(id)).Status == status, interval);

    public Task UntilEndedAsync(string instance, TimeSpan interval) =>
        UntilAsync(async () => await Bench.RuntimeStatusAsync(instance) == WorkflowRuntimeStatus.Completed, interval);

    /// <summary>Stops the engine and reads what it wrote.</summary>
    public async Task<GoldenHistory> StopAsync(string instance)
    {
        await Engine.StopAsync(CancellationToken.None);
        using var database = new EngineDatabase(_directory);
        return GoldenHistory.Read(database, instance);
    }

    public async ValueTask DisposeAsync()
    {
        await Bench.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>No activity runs, and none is about to: the engine committed nothing while it answered a question.</summary>
    private async Task<bool> IsQuietAsync()
    {
        var before = Volatile.Read(ref _commitSteps);
        if (Engine.Read() is not { RunningActivities: 0, QueuedActivities: 0 })
        {
            return false;
        }

        await Engine.GetAsync("none", CancellationToken.None);
        return Engine.Read() is { RunningActivities: 0, QueuedActivities: 0 } && before == Volatile.Read(ref _commitSteps);
    }
}
