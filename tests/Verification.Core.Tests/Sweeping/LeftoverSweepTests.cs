using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Sessions;
using Verification.Core.Storage;
using Verification.Core.Verifications;
using Verification.Testing;

namespace Verification.Core.Tests.Sweeping;

public sealed class LeftoverSweepTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_WorkflowDied_SessionIsDeletedAndImagesDiscarded()
    {
        await using var bench = new VerificationBench();
        bench.Provider.Progress = new ProviderProgress(ProviderState.Processing);
        var id = await bench.StartAsync(ImageKind.Front);
        await bench.Workflows.TerminateAsync(id.ToString(), Token);
        Assert.Equal(1, bench.Provider.SessionsOpen);

        bench.Time.Advance(TimeSpan.FromHours(1));
        await bench.SweepAsync();

        Assert.Equal(0, bench.Provider.SessionsOpen);
        Assert.DoesNotContain(bench.Objects.Paths, path => path.StartsWith("images/") || path.StartsWith("staging/"));
        Assert.Equal(VerificationStatus.Failed, (await bench.SnapshotAsync(id)).Status);
    }

    /// <summary>Its id is as old as its key, so its age says nothing of how long its images lie there.</summary>
    [Fact]
    public async Task Run_InTheMiddleOfAStartThatIsRepeatedLate_LeavesItsImages()
    {
        await using var bench = new VerificationBench();
        var command = bench.Command(ImageKind.Front) with { IdempotencyKey = "key-1" };
        bench.Objects.Before = (call, _) => call is { Name: "Put" } && call.Path.StartsWith("images/")
            ? throw new StoreException("killed")
            : ValueTask.CompletedTask;
        await Assert.ThrowsAsync<StoreException>(() => bench.StartAsync(command));
        bench.Time.Advance(TimeSpan.FromHours(2));
        bench.Objects.Before = async (call, _) =>
        {
            if (call is { Name: "Put" } && call.Path.StartsWith("requests/"))
            {
                bench.Objects.Before = null;
                await bench.SweepAsync();
            }
        };

        var id = await bench.StartAsync(command);
        bench.Time.Advance(VerificationBench.FirstPoll);

        Assert.Equal(VerificationStatus.Completed, (await bench.SnapshotAsync(id)).Status);
    }

    [Fact]
    public async Task Run_RunningVerification_IsLeftAlone()
    {
        await using var bench = new VerificationBench();
        bench.Provider.Progress = new ProviderProgress(ProviderState.Processing);
        var id = await bench.StartAsync(ImageKind.Front);

        bench.Time.Advance(TimeSpan.FromHours(2));
        await bench.SweepAsync();

        Assert.Equal(1, bench.Provider.SessionsOpen);
        Assert.NotNull(await bench.Get<SessionStore>().FindAsync(id, 1, Token));
    }
}
