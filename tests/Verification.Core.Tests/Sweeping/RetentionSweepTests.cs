using System.Globalization;
using Verification.Core.Activities;
using Verification.Core.Deliveries;
using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Storage;
using Verification.Core.Sweeping;
using Verification.Core.Verifications;
using Verification.Core.Workflows;
using Verification.Testing;

namespace Verification.Core.Tests.Sweeping;

public sealed class RetentionSweepTests
{
    private static readonly string[] Kept = ["idempotency", "retention", "timeline", "verifications", "requests", "attempts", "index", "references", "digest-key"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_PastRetention_DeletesResultRequestAndHistory()
    {
        await using var bench = new VerificationBench();
        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Contains(bench.Objects.Paths, path => path.StartsWith("results/"));

        bench.Time.Advance(TimeSpan.FromDays(30) - TimeSpan.FromMinutes(1));
        await bench.SweepAsync();
        Assert.Contains(bench.Objects.Paths, path => path.StartsWith("results/"));
        bench.Time.Advance(TimeSpan.FromMinutes(2));
        await bench.SweepAsync();

        Assert.Contains("result.expired", await bench.TimelineAsync(id));
        Assert.Null(await bench.RuntimeStatusAsync(id.ToString()));
        Assert.All(bench.Objects.Paths, path => Assert.Contains(path.Split('/')[0], Kept));
        Assert.DoesNotContain(bench.Objects.Paths, path => path.StartsWith("results/") || path.StartsWith("requests/"));
    }

    /// <summary>A process that died between storing and naming; the end of the verification may be past.</summary>
    /// <param name="path">Of an image that no index names, or of a result that no record names.</param>
    [Theory]
    [InlineData("images/{0}/front/0123456789abcdef")]
    [InlineData("results/{0}/2")]
    public async Task Run_ObjectThatNothingNames_IsDeletedWithTheLast(string path)
    {
        await using var bench = new VerificationBench();
        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(VerificationBench.FirstPoll);
        await bench.Get<ISealedStore>().PutAsync(id, string.Format(CultureInfo.InvariantCulture, path, id), Stream.Null, Token);

        bench.Time.Advance(TimeSpan.FromDays(31));
        await bench.SweepAsync();

        Assert.DoesNotContain(bench.Objects.Paths, left => left.StartsWith("images/") || left.StartsWith("results/"));
    }

    /// <summary>The request holds the callback address: without it the client's other endpoint would be told, or nobody.</summary>
    [Fact]
    public async Task Run_OutcomeIsNotToldYet_KeepsTheRequestUntilItIs()
    {
        await using var bench = new VerificationBench();
        bench.Deliveries.Answer = tried => tried <= 5 ? new DeliveryAnswer(503, "unavailable") : new DeliveryAnswer(200, "delivered");
        var id = await bench.StartAsync(bench.Command(ImageKind.Front) with
        {
            Request = new VerificationRequest { CallbackUrl = new Uri("https://shop.example/hook") },
            Retention = new Retention(TimeSpan.FromSeconds(1), KeepLevel.Claims),
        });
        bench.Time.Advance(TimeSpan.FromHours(2));

        await bench.SweepAsync();
        Assert.DoesNotContain(bench.Objects.Paths, path => path.StartsWith("results/"));
        bench.Time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(6, bench.Deliveries.Sent.Count);
        Assert.All(bench.Deliveries.Sent, sent => Assert.Equal("https://shop.example/hook", sent.Endpoint.AbsoluteUri));
        await bench.SweepAsync();
        Assert.DoesNotContain(bench.Objects.Paths, path => path.StartsWith("requests/") || path.StartsWith("retention/"));
        Assert.Null(await bench.RuntimeStatusAsync($"notify-{id}-1"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    public async Task Run_DecisionWasChanged_KeepsTheChangedOneForItsOwnTime(int hours)
    {
        await using var bench = new VerificationBench();
        bench.Provider.Descriptor = bench.Provider.Descriptor with { ReviewWindow = TimeSpan.FromDays(3) };
        var id = await bench.StartAsync(
            bench.Command(ImageKind.Front) with { Retention = new Retention(TimeSpan.FromHours(hours), KeepLevel.Claims) });
        bench.Time.Advance(TimeSpan.FromHours(40));
        await bench.SweepAsync();
        bench.Provider.Progress = new ProviderProgress(ProviderState.Decided, Decision.Rejected);
        bench.Provider.Result = bench.Provider.Result with { Decision = Decision.Rejected };
        await bench.SignalAsync(id, new Signal("review", SignalKind.ProviderEvent, "review"));

        bench.Time.Advance(TimeSpan.FromHours(hours / 2));
        await bench.SweepAsync();
        Assert.True((await bench.RecordAsync(id)).ResultExpiresAt > bench.Time.GetUtcNow());
        Assert.Contains($"results/{id}/2", bench.Objects.Paths);
        bench.Time.Advance(TimeSpan.FromDays(5));
        await bench.SweepAsync();

        Assert.Contains("result.expired", await bench.TimelineAsync(id));
        Assert.DoesNotContain(bench.Objects.Paths, path => path.StartsWith("results/") || path.StartsWith("requests/") || path.StartsWith("retention/"));
    }

    /// <summary>Between the storing of a changed decision's result and the word of it in the record lies its whole archive.</summary>
    [Fact]
    public async Task Run_WhileAChangedDecisionIsStored_LeavesItsResult()
    {
        await using var bench = new VerificationBench();
        bench.Provider.Descriptor = bench.Provider.Descriptor with { ReviewWindow = TimeSpan.FromDays(3) };
        bench.Provider.Archive = () => new MemoryStream([1, 2, 3]);
        var id = await bench.StartAsync(
            bench.Command(ImageKind.Front) with { Retention = new Retention(TimeSpan.FromHours(1), KeepLevel.Full) });
        bench.Time.Advance(TimeSpan.FromHours(40));
        bench.Provider.Progress = new ProviderProgress(ProviderState.Decided, Decision.Rejected);
        bench.Provider.Result = bench.Provider.Result with { Decision = Decision.Rejected };
        bench.Workflows.BeforeActivity = activity =>
        {
            if (activity == nameof(RecordOutcome))
            {
                bench.SweepAsync().GetAwaiter().GetResult();
            }
        };
        await bench.SignalAsync(id, new Signal("review", SignalKind.ProviderEvent, "review"));
        bench.Workflows.BeforeActivity = null;

        Assert.Equal([$"results/{id}/2", $"results/{id}/2.zip"], bench.Objects.Paths.Where(path => path.StartsWith("results/")));
        bench.Time.Advance(TimeSpan.FromDays(5));
        await bench.SweepAsync();
        Assert.DoesNotContain(bench.Objects.Paths, path => path.StartsWith("results/") || path.StartsWith("retention/"));
    }

    /// <summary>Nobody else would ever look after it: the client is told that it is gone.</summary>
    [Fact]
    public async Task Run_ErasureWhoseWorkflowDied_IsBegunAnewAndCompleted()
    {
        await using var bench = new VerificationBench();
        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(VerificationBench.FirstPoll);
        bench.Workflows.BeforeActivity = activity => _ = activity == nameof(DestroyKey) ? throw new InvalidOperationException("A bug.") : 0;
        await bench.EraseAsync(id);
        bench.Time.Advance(TimeSpan.FromDays(9));
        Assert.Equal(WorkflowRuntimeStatus.Failed, await bench.RuntimeStatusAsync($"erase-{id}"));
        bench.Workflows.BeforeActivity = null;

        await bench.SweepAsync();
        bench.Time.Advance(TimeSpan.FromHours(1));

        Assert.NotNull((await bench.RecordAsync(id)).Erasure!.CompletedAt);
        await Assert.ThrowsAsync<ErasedException>(() => bench.Get<ISealedStore>().PutAsync(id, $"requests/{id}", Stream.Null, Token));
        bench.Time.Advance(TimeSpan.FromDays(31));
        await bench.SweepAsync();
        Assert.Null(await bench.RuntimeStatusAsync($"erase-{id}"));
        Assert.DoesNotContain(bench.Objects.Paths, path => path.StartsWith("retention/"));
    }

    /// <summary>The recovery needs the request: it starts anew what had not ended, also the telling of an outcome whose result is past its time.</summary>
    [Fact]
    public async Task Run_HistoriesLostAndNotRecovered_WaitsForTheRecovery()
    {
        await using var bench = new VerificationBench();
        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(VerificationBench.FirstPoll);
        bench.Workflows.Forget();
        bench.Time.Advance(TimeSpan.FromDays(31));

        var sweep = bench.Get<RetentionSweep>();
        Assert.Equal(0, await sweep.RunAsync(Token));
        Assert.Contains($"requests/{id}", bench.Objects.Paths);
        await bench.Get<RecoverySweep>().RunAsync(Token);
        await sweep.RunAsync(Token);

        Assert.DoesNotContain($"requests/{id}", bench.Objects.Paths);
    }

    [Fact]
    public async Task Run_ErasedAfterItsDecisionWasChanged_RemovesAllHistories()
    {
        await using var bench = new VerificationBench();
        bench.Provider.Descriptor = bench.Provider.Descriptor with { ReviewWindow = TimeSpan.FromDays(3) };
        var id = await bench.StartAsync(
            bench.Command(ImageKind.Front) with { Request = new VerificationRequest { CallbackUrl = new Uri("https://shop.example/hook") } });
        bench.Time.Advance(VerificationBench.FirstPoll);
        bench.Provider.Progress = new ProviderProgress(ProviderState.Decided, Decision.Rejected);
        bench.Provider.Result = bench.Provider.Result with { Decision = Decision.Rejected };
        await bench.SignalAsync(id, new Signal("review", SignalKind.ProviderEvent, "review"));
        await bench.EraseAsync(id);
        bench.Time.Advance(TimeSpan.FromDays(9));
        Assert.Contains($"erase-{id}", bench.Workflows.Instances);
        Assert.Contains($"notify-{id}-2", bench.Workflows.Instances);

        await bench.SweepAsync();

        Assert.Equal(["anchor"], bench.Workflows.Instances);
    }
}
