using Verification.Core.Images;
using Verification.Core.Starting;
using Verification.Core.Storage;
using Verification.Core.Verifications;
using Verification.Testing;

namespace Verification.Core.Tests.Sweeping;

public sealed class StartSweepTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_CompleteButUnscheduledStart_IsScheduled()
    {
        await using var bench = new VerificationBench();
        bench.Objects.Before = (call, _) => call.Path.StartsWith("timeline/") ? throw new StoreException("killed") : ValueTask.CompletedTask;
        await Assert.ThrowsAsync<StoreException>(() => bench.StartAsync(ImageKind.Front));
        bench.Objects.Before = null;

        bench.Time.Advance(TimeSpan.FromSeconds(31));
        await bench.SweepAsync();
        bench.Time.Advance(TimeSpan.FromMinutes(1));

        var id = VerificationId.Parse(bench.Objects.Paths.Single(path => path.StartsWith("verifications/"))["verifications/".Length..]);
        Assert.Equal(VerificationStatus.Completed, (await bench.SnapshotAsync(id)).Status);
    }

    [Fact]
    public async Task Run_IncompleteStart_IsRemovedAfterAnHour()
    {
        await using var bench = new VerificationBench();
        bench.Objects.Before = (call, _) => call.Path.StartsWith("requests/") && call.Name == "Put"
            ? throw new StoreException("killed")
            : ValueTask.CompletedTask;
        await Assert.ThrowsAsync<StoreException>(() => bench.StartAsync(ImageKind.Front));

        bench.Time.Advance(TimeSpan.FromMinutes(30));
        await bench.SweepAsync();
        Assert.NotEmpty(bench.Objects.Paths);
        bench.Time.Advance(TimeSpan.FromMinutes(31));
        await bench.SweepAsync();

        Assert.DoesNotContain(bench.Objects.Paths, path => !path.StartsWith("digest-key/"));
    }

    /// <summary>A repeated start marks itself as starting before it finds that it is long over; dying there must not begin it anew.</summary>
    [Fact]
    public async Task Run_MarkOfAStartThatIsOver_IsTakenAwayAndNothingElse()
    {
        await using var bench = new VerificationBench();
        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        await bench.EraseAsync(id);
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        await bench.Get<StartStore>().MarkStartingAsync(id, Token);

        await bench.SweepAsync();

        Assert.Null(await bench.RuntimeStatusAsync(id.ToString()));
        Assert.DoesNotContain(bench.Objects.Paths, path => path.StartsWith("index/") || path.StartsWith("starting/"));
    }
}
