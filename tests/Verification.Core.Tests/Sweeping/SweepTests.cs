using Microsoft.Extensions.DependencyInjection;
using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Results;
using Verification.Core.Starting;
using Verification.Core.Storage;
using Verification.Core.Sweeping;
using Verification.Core.Verifications;
using Verification.Core.Webhooks;
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

    /// <summary>A damaged object is never whole again, and those that are dealt with go: in time the damaged ones come first of all.</summary>
    [Fact]
    public async Task Run_DamagedOnesInFront_AreToldAndHoldUpNothing()
    {
        const int Damaged = 6;
        await using var bench = new VerificationBench();
        var dead = await bench.StartAsync(ImageKind.Front);
        bench.Provider.Webhook = new WebhookReading(true, new WebhookHint("event-1", "stranger", null, "final"), WebhookAnswer.Ok);
        await bench.Get<WebhookReceiver>().ReceiveAsync(
            "fake", new WebhookRequest(null, new Dictionary<string, string>(), ReadOnlyMemory<byte>.Empty), Token);
        for (var number = 0; number < Damaged; number++)
        {
            await bench.Objects.PutAsync($"inbox/aaaa/{number}", new MemoryStream([1]), Token);
            await bench.Objects.PutAsync($"sessions/aaaa/{number}", new MemoryStream([1]), Token);
            var other = VerificationId.New(bench.Time);
            await bench.Objects.PutAsync($"verifications/{other}", new MemoryStream([1]), Token);
            await bench.Get<RetentionStore>().ScheduleAsync(other, bench.Time.GetUtcNow(), Token);
        }

        bench.Time.Advance(TimeSpan.FromDays(32));
        var failed = new List<AggregateException>();
        foreach (var sweep in bench.Services.GetServices<ISweep>())
        {
            if (await Record.ExceptionAsync(() => sweep.RunAsync(Token)) is AggregateException failure)
            {
                failed.Add(failure);
            }
        }

        Assert.Equal([Damaged, Damaged, Damaged], failed.Select(failure => failure.InnerExceptions.Count));
        Assert.Equal(0, bench.Provider.SessionsOpen);
        Assert.Equal(Damaged, bench.Objects.Paths.Count(path => path.StartsWith("inbox/")));
        Assert.Equal(Damaged, bench.Objects.Paths.Count(path => path.StartsWith("sessions/")));
        Assert.Equal(Damaged, bench.Objects.Paths.Count(path => path.StartsWith("retention/")));
        Assert.DoesNotContain(bench.Objects.Paths, path => path.StartsWith("staging/") || path == $"requests/{dead}");
    }

    /// <summary>Azure ends a function, and its whole process, after ten minutes: what comes last would never be reached.</summary>
    [Theory]
    [InlineData(typeof(LeftoverSweep), "sessions/")]
    [InlineData(typeof(RetentionSweep), "deliveries/")]
    public async Task Run_MoreThanOneRunCanLookAt_GoesOnWhereTheLastStoppedAndBeginsAgain(Type sweep, string looked)
    {
        const int Count = 6;
        await using var bench = new VerificationBench();
        bench.Provider.Progress = new ProviderProgress(ProviderState.Processing);
        for (var start = 0; start < Count; start++)
        {
            await bench.Get<RetentionStore>().ScheduleAsync(await bench.StartAsync(ImageKind.Front), bench.Time.GetUtcNow(), Token);
        }

        bench.Time.Advance(TimeSpan.FromMinutes(5));
        await bench.Get<RecoverySweep>().RunAsync(Token);
        var running = bench.Services.GetServices<ISweep>().Single(one => one.GetType() == sweep);
        var runs = new List<int>();
        for (var run = 0; run < 4; run++)
        {
            var seen = new HashSet<string>();
            bench.Objects.Before = (call, _) =>
            {
                if (call.Path.StartsWith(looked) && call.Path != looked && seen.Add(call.Path))
                {
                    bench.Time.Advance(TimeSpan.FromMinutes(1));
                }

                return ValueTask.CompletedTask;
            };
            await running.RunAsync(Token);
            runs.Add(seen.Count);
        }

        Assert.Equal([4, 2, 4, 2], runs);
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
