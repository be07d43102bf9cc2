using Microsoft.Extensions.DependencyInjection;
using Verification.Core.Deliveries;
using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Sessions;
using Verification.Core.Starting;
using Verification.Core.Storage;
using Verification.Core.Sweeping;
using Verification.Core.Verifications;
using Verification.Core.Webhooks;
using Verification.Core.Workflows;
using Verification.Testing;

namespace Verification.Core.Tests.Sweeping;

public sealed class SweepTests
{
    private static readonly string[] Kept = ["idempotency", "retention", "timeline", "verifications", "requests", "attempts", "index", "references", "digest-key"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StartSweep_CompleteButUnscheduledStart_IsScheduled()
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
    public async Task StartSweep_IncompleteStart_IsRemovedAfterAnHour()
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

    [Fact]
    public async Task Sweep_OneThatFailsEveryTime_IsToldAndHoldsUpNobodyBehindIt()
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
    public async Task Sweep_StoreThatIsOut_IsNotAskedForEverything()
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

    /// <summary>A repeated start marks itself as starting before it finds that it is long over; dying there must not begin it anew.</summary>
    [Fact]
    public async Task StartSweep_MarkOfAStartThatIsOver_IsTakenAwayAndNothingElse()
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

    [Fact]
    public async Task InboxSweep_HintThatCameBeforeItsSession_IsRaisedLater()
    {
        await using var bench = new VerificationBench();
        bench.Provider.Webhook = new WebhookReading(true, new WebhookHint("event-1", "session-1", null, "final"), WebhookAnswer.Ok);
        var answer = await bench.Get<WebhookReceiver>().ReceiveAsync(
            "fake", new WebhookRequest(null, new Dictionary<string, string>(), ReadOnlyMemory<byte>.Empty), Token);
        Assert.Equal(200, answer!.StatusCode);

        var id = await bench.StartAsync(ImageKind.Front);
        await bench.SweepAsync();

        Assert.Equal(VerificationStatus.Completed, (await bench.SnapshotAsync(id)).Status);
        Assert.DoesNotContain(bench.Objects.Paths, path => path.StartsWith("inbox/"));
    }

    /// <summary>What was raised is in the workflow's history for good: raised at every sweep, a hint that comes early would fill it for days.</summary>
    [Fact]
    public async Task InboxSweep_HintThatItsWorkflowDoesNotActOnYet_IsRaisedOnceMoreAndNoMore()
    {
        await using var bench = new VerificationBench();
        bench.Provider.Webhook = new WebhookReading(true, new WebhookHint("event-1", "session-1", null, "created"), WebhookAnswer.Ok);
        var raised = 0;
        bench.Workflows.DropSignals = signal => signal.Kind == SignalKind.ProviderEvent && ++raised < 0;
        await bench.StartAsync();
        await bench.Get<WebhookReceiver>().ReceiveAsync(
            "fake", new WebhookRequest(null, new Dictionary<string, string>(), ReadOnlyMemory<byte>.Empty), Token);

        for (var hour = 0; hour < 20; hour++)
        {
            bench.Time.Advance(TimeSpan.FromHours(1));
            await bench.SweepAsync();
        }

        Assert.Equal(2, raised);
        Assert.DoesNotContain(bench.Objects.Paths, path => path.StartsWith("inbox/"));
    }

    [Fact]
    public async Task InboxSweep_HintNobodyWants_IsDroppedAfterADay()
    {
        await using var bench = new VerificationBench();
        bench.Provider.Webhook = new WebhookReading(true, new WebhookHint("event-1", "stranger", null, "final"), WebhookAnswer.Ok);
        await bench.Get<WebhookReceiver>().ReceiveAsync(
            "fake", new WebhookRequest(null, new Dictionary<string, string>(), ReadOnlyMemory<byte>.Empty), Token);

        bench.Time.Advance(TimeSpan.FromHours(23));
        await bench.SweepAsync();
        Assert.Single(bench.Objects.Paths);
        bench.Time.Advance(TimeSpan.FromHours(1));
        await bench.SweepAsync();

        Assert.DoesNotContain(bench.Objects.Paths, path => !path.StartsWith("digest-key/"));
    }

    [Fact]
    public async Task LeftoverSweep_WorkflowDied_SessionIsDeletedAndImagesDiscarded()
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
    public async Task LeftoverSweep_InTheMiddleOfAStartThatIsRepeatedLate_LeavesItsImages()
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
    public async Task LeftoverSweep_RunningVerification_IsLeftAlone()
    {
        await using var bench = new VerificationBench();
        bench.Provider.Progress = new ProviderProgress(ProviderState.Processing);
        var id = await bench.StartAsync(ImageKind.Front);

        bench.Time.Advance(TimeSpan.FromHours(2));
        await bench.SweepAsync();

        Assert.Equal(1, bench.Provider.SessionsOpen);
        Assert.NotNull(await bench.Get<SessionStore>().FindAsync(id, 1, Token));
    }

    [Fact]
    public async Task RetentionSweep_PastRetention_DeletesResultRequestAndHistory()
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

    /// <summary>A process that died between storing and staging leaves bytes that no index names; the end of the verification may be past.</summary>
    [Fact]
    public async Task RetentionSweep_ImageThatNoIndexNames_IsDeleted()
    {
        await using var bench = new VerificationBench();
        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(VerificationBench.FirstPoll);
        await bench.Get<ISealedStore>().PutAsync(id, $"images/{id}/front/0123456789abcdef", Stream.Null, Token);

        bench.Time.Advance(TimeSpan.FromDays(31));
        await bench.SweepAsync();

        Assert.DoesNotContain(bench.Objects.Paths, path => path.StartsWith("images/"));
    }

    /// <summary>The request holds the callback address: without it the client's other endpoint would be told, or nobody.</summary>
    [Fact]
    public async Task RetentionSweep_OutcomeIsNotToldYet_KeepsTheRequestUntilItIs()
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
    public async Task RetentionSweep_DecisionWasChanged_KeepsTheChangedOneForItsOwnTime(int hours)
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

    [Fact]
    public async Task RetentionSweep_Erased_RemovesTheHistoryOfTheErasureToo()
    {
        await using var bench = new VerificationBench();
        var id = await bench.StartAsync();
        await bench.EraseAsync(id);
        bench.Time.Advance(TimeSpan.FromDays(9));
        Assert.NotNull(await bench.RuntimeStatusAsync($"erase-{id}"));

        await bench.SweepAsync();

        Assert.Null(await bench.RuntimeStatusAsync($"erase-{id}"));
    }
}
