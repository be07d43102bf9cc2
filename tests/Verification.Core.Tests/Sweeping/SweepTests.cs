using Microsoft.Extensions.DependencyInjection;
using Verification.Core.Images;
using Verification.Core.Starting;
using Verification.Core.Storage;
using Verification.Core.Sweeping;
using Verification.Core.Verifications;
using Verification.Testing;

namespace Verification.Core.Tests.Sweeping;

/// <summary>What every sweep does alike.</summary>
public sealed class SweepTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_OneThatFailsEveryTime_IsToldAndHoldsUpNobodyBehindIt()
    {
        await using var bench = new VerificationBench();
        bench.Objects.Before = (call, _) => call.Path.StartsWith("timeline/") ? throw new StoreException("killed") : ValueTask.CompletedTask;
        await Assert.ThrowsAsync<StoreException>(() => bench.StartAsync(ImageKind.Front));
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<StoreException>(() => bench.StartAsync(ImageKind.Front));
        VerificationId[] ids = [.. bench.Objects.Paths.Where(path => path.StartsWith("starting/")).Select(path => VerificationId.Parse(path["starting/".Length..]))];
        bench.Objects.Before = (call, _) => call.Path == $"requests/{ids[0]}" ? throw new InvalidDataException("damaged") : ValueTask.CompletedTask;
        bench.Time.Advance(TimeSpan.FromSeconds(31));

        var failed = await Assert.ThrowsAsync<AggregateException>(bench.SweepAsync);
        bench.Objects.Before = null;
        bench.Time.Advance(VerificationBench.FirstPoll);

        Assert.Equal("damaged", Assert.Single(failed.InnerExceptions).Message);
        Assert.Equal(VerificationStatus.Completed, (await bench.SnapshotAsync(ids[1])).Status);
    }

    [Fact]
    public async Task Run_StoreThatIsOut_IsNotAskedForEverything()
    {
        await using var bench = new VerificationBench();
        for (var start = 0; start < 100; start++)
        {
            await bench.Get<StartStore>().MarkStartingAsync(VerificationId.New(bench.Time), Token);
        }

        var asked = 0;
        bench.Objects.Before = (call, _) => call.Path.StartsWith("verifications/") && ++asked > 0
            ? throw new StoreException("out")
            : ValueTask.CompletedTask;

        var sweep = bench.Services.GetServices<ISweep>().OfType<StartSweep>().Single();
        await Assert.ThrowsAsync<AggregateException>(() => sweep.RunAsync(Token));

        Assert.InRange(asked, 2, 20);
    }
}
