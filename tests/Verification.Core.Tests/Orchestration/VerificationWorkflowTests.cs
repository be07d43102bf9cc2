using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Verifications;
using Verification.Core.Workflows;
using Verification.Testing;
using Verification.Testing.Images;
using Verification.Testing.Providers;

namespace Verification.Core.Tests.Orchestration;

public sealed class VerificationWorkflowTests
{
    private static readonly TimeSpan FirstPoll = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Run_ImagesWithStart_CompletesAndLeavesNothingBehind()
    {
        await using var bench = new VerificationBench();

        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(FirstPoll);

        var snapshot = await bench.SnapshotAsync(id);
        Assert.Equal((VerificationStatus.Completed, Decision.Accepted), (snapshot.Status, snapshot.Decision));
        Assert.Equal(["open", "upload.Front", "start", "progress", "result", "delete"], bench.Provider.Calls);
        Assert.Equal(WorkflowRuntimeStatus.Completed, await bench.RuntimeStatusAsync(id.ToString()));
        Assert.Equal(0, bench.Provider.SessionsOpen);
        Assert.DoesNotContain(bench.Objects.Paths, path => path.StartsWith("images/") || path.StartsWith("staging/") || path.StartsWith("sessions/"));
        Assert.Equal(
            ["verification.created", "session.opened", "images.uploaded", "verification.started", "result.stored", "verification.completed", "images.discarded", "session.deleted"],
            await bench.TimelineAsync(id));
    }

    /// <summary>The engine gives an activity up that hangs; each one of them, once.</summary>
    [Fact]
    public async Task Run_ActivityGivenUpByTheEngine_IsRunAgainAndTheVerificationCompletes()
    {
        await using var bench = new VerificationBench();
        HashSet<string> hung = [];
        bench.Workflows.BeforeActivity = activity => _ = hung.Add(activity)
            ? throw new ActivityFailedException(activity, "It could not be run (timeLimit).")
            : 0;

        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(VerificationStatus.Completed, (await bench.SnapshotAsync(id)).Status);
        Assert.Equal(WorkflowRuntimeStatus.Completed, await bench.RuntimeStatusAsync(id.ToString()));
        Assert.Equal((1, 0), (bench.Provider.Starts, bench.Provider.SessionsOpen));
        Assert.InRange(hung.Count, 8, 20);
    }

    /// <summary>A retake that comes while the image before it is about to be sent.</summary>
    [Fact]
    public async Task Run_ImageReplacedWhileItIsSent_SendsTheNewerOne()
    {
        await using var bench = new VerificationBench();
        bench.Objects.Before = async (call, token) =>
        {
            if (call.Name == "Open" && call.Path.StartsWith("images/"))
            {
                bench.Objects.Before = null;
                await using var newer = TestImages.OpenPng();
                var id = VerificationId.Parse(call.Path.Split('/')[1]);
                await bench.Get<ImageStager>().StageAsync(id, ImageKind.Front, newer, _ => true, token);
            }
        };

        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(TimeSpan.FromMinutes(1));

        var snapshot = await bench.SnapshotAsync(id);
        Assert.True(snapshot.Status == VerificationStatus.Completed, string.Join(',', snapshot.Reasons));
        Assert.DoesNotContain(bench.Objects.Paths, path => path.StartsWith("images/") || path.StartsWith("staging/"));
    }

    [Fact]
    public async Task Run_ImagesLater_AwaitsThemByName()
    {
        await using var bench = new VerificationBench(new FakeProvider { Images = [ImageKind.Front, ImageKind.Selfie] });
        var id = await bench.StartAsync();

        Assert.Equal(["front.missing", "selfie.missing"], (await bench.SnapshotAsync(id)).Awaiting.Select(input => input.Code.ToString()));

        await bench.StageAsync(id, ImageKind.Front);
        Assert.Equal([ImageKind.Selfie], await bench.SubmitAsync(id));
        await bench.StageAsync(id, ImageKind.Selfie);
        Assert.Equal([], await bench.SubmitAsync(id));
        bench.Time.Advance(FirstPoll);

        Assert.Equal(VerificationStatus.Completed, (await bench.SnapshotAsync(id)).Status);
    }

    [Fact]
    public async Task Run_WebhookHint_ReadsProviderAtOnce()
    {
        await using var bench = new VerificationBench();
        var id = await bench.StartAsync(ImageKind.Front);

        await bench.SignalAsync(id, new Signal("event-1", SignalKind.ProviderEvent, "event-1"));

        Assert.Equal(VerificationStatus.Completed, (await bench.SnapshotAsync(id)).Status);
    }

    [Fact]
    public async Task Run_EarlyHintWhileStartCallRuns_IsNotLost()
    {
        await using var bench = new VerificationBench();
        VerificationId id = default;
        bench.Workflows.BeforeActivity = activity =>
        {
            if (activity == "StartVerification")
            {
                var started = VerificationId.Parse(bench.Objects.Paths.Single(path => path.StartsWith("verifications/"))["verifications/".Length..]);
                Assert.True(bench.SignalAsync(started, new Signal("early", SignalKind.ProviderEvent, "early")).Result);
            }
        };

        id = await bench.StartAsync(ImageKind.Front);

        Assert.Equal(VerificationStatus.Completed, (await bench.SnapshotAsync(id)).Status);
    }

    [Fact]
    public async Task Run_SameHintAgainAfterItWasRead_ReadsAgain()
    {
        await using var bench = new VerificationBench();
        bench.Provider.Progress = new ProviderProgress(ProviderState.Processing);
        var id = await bench.StartAsync(ImageKind.Front);
        await bench.SignalAsync(id, new Signal("final", SignalKind.ProviderEvent, "final"));

        bench.Provider.Progress = new ProviderProgress(ProviderState.Decided, Decision.Accepted);
        await bench.SignalAsync(id, new Signal("final", SignalKind.ProviderEvent, "final"));

        Assert.Equal(VerificationStatus.Completed, (await bench.SnapshotAsync(id)).Status);
    }

    [Theory]
    [InlineData(ProviderState.Failed, VerificationStatus.Failed, "user.consentDenied")]
    [InlineData(ProviderState.Canceled, VerificationStatus.Canceled, "provider.canceled")]
    public async Task Run_ProviderEndsWithoutDecision_IsRecordedAndCleanedUp(ProviderState state, VerificationStatus status, string reason)
    {
        await using var bench = new VerificationBench();
        bench.Provider.Progress = new ProviderProgress(state, Reason: state == ProviderState.Failed ? new Code(reason) : (Code?)null);

        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(FirstPoll);

        var snapshot = await bench.SnapshotAsync(id);
        Assert.Equal((status, reason), (snapshot.Status, snapshot.Reasons.Single().ToString()));
        Assert.Equal(0, bench.Provider.SessionsOpen);
    }

    [Fact]
    public async Task Run_SessionGone_FailsOnlyWhenSeenTwice()
    {
        await using var bench = new VerificationBench();
        bench.Provider.Progress = new ProviderProgress(ProviderState.Gone);
        var id = await bench.StartAsync(ImageKind.Front);

        bench.Time.Advance(FirstPoll);
        Assert.Equal(VerificationStatus.Processing, (await bench.SnapshotAsync(id)).Status);
        bench.Time.Advance(FirstPoll * 2);

        Assert.Equal("session.gone", (await bench.SnapshotAsync(id)).Reasons.Single().ToString());
    }

    [Fact]
    public async Task Run_Deadline_ReadsOnceMoreBeforeExpiring()
    {
        await using var bench = new VerificationBench();
        bench.Provider.Progress = new ProviderProgress(ProviderState.Processing);
        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(TimeSpan.FromHours(23.9));
        Assert.InRange(bench.Provider.CallsOf("progress"), 50, 150);

        bench.Provider.Progress = new ProviderProgress(ProviderState.Decided, Decision.Rejected);
        bench.Provider.Result = bench.Provider.Result with { Decision = Decision.Rejected };
        bench.Time.Advance(TimeSpan.FromHours(0.1));

        Assert.Equal(Decision.Rejected, (await bench.SnapshotAsync(id)).Decision);
    }

    [Fact]
    public async Task Run_NoImagesByDeadline_Expires()
    {
        await using var bench = new VerificationBench();
        var id = await bench.StartAsync();

        bench.Time.Advance(TimeSpan.FromHours(24));

        var snapshot = await bench.SnapshotAsync(id);
        Assert.Equal((VerificationStatus.Expired, "input.missing"), (snapshot.Status, snapshot.Reasons.Single().ToString()));
        Assert.Equal((0, 0), (bench.Provider.Starts, bench.Provider.SessionsOpen));
    }

    [Fact]
    public async Task Run_CancelWhileAwaitingImages_CancelsWithoutStarting()
    {
        await using var bench = new VerificationBench();
        var id = await bench.StartAsync();

        Assert.True(await bench.CancelAsync(id));

        Assert.Equal(VerificationStatus.Canceled, (await bench.SnapshotAsync(id)).Status);
        Assert.Equal((0, 0), (bench.Provider.Starts, bench.Provider.SessionsOpen));
        Assert.False(await bench.CancelAsync(id));
    }

    [Fact]
    public async Task Run_CancelWhenProviderHasDecided_DecisionWins()
    {
        await using var bench = new VerificationBench();
        var id = await bench.StartAsync(ImageKind.Front);

        await bench.CancelAsync(id);

        Assert.Equal(VerificationStatus.Completed, (await bench.SnapshotAsync(id)).Status);
    }

    [Fact]
    public async Task Run_ImageRefused_AwaitsRetakeOfThatGeneration()
    {
        await using var bench = new VerificationBench(new FakeProvider { Images = [ImageKind.Front, ImageKind.Back] });
        var refused = false;
        bench.Provider.Verdict = kind =>
        {
            var refuse = kind == ImageKind.Front && !refused;
            refused |= refuse;
            return refuse ? new ImageVerdict("front.glare", [ImageKind.Front]) : ImageVerdict.Good;
        };
        var id = await bench.StartAsync(ImageKind.Front, ImageKind.Back);
        Assert.Equal("front.glare", (await bench.SnapshotAsync(id)).Awaiting.Single().Code.ToString());
        Assert.Null(await bench.StageAsync(id, ImageKind.Back));
        await bench.SubmitAsync(id);
        Assert.Equal(VerificationStatus.AwaitingInput, (await bench.SnapshotAsync(id)).Status);

        Assert.Equal(2, (await bench.StageAsync(id, ImageKind.Front))!.Generation);
        await bench.SubmitAsync(id);
        bench.Time.Advance(FirstPoll);

        Assert.Equal(VerificationStatus.Completed, (await bench.SnapshotAsync(id)).Status);
        Assert.Equal((2, 1), (bench.Provider.CallsOf("upload.Front"), bench.Provider.CallsOf("upload.Back")));
    }

    [Fact]
    public async Task Run_RetakeTakesBothSides_NamesTheGoodOneApart()
    {
        await using var bench = new VerificationBench(new FakeProvider { Images = [ImageKind.Front, ImageKind.Back] });
        bench.Provider.Verdict = _ => new ImageVerdict("front.glare", [ImageKind.Front, ImageKind.Back]);

        var id = await bench.StartAsync(ImageKind.Front, ImageKind.Back);

        Assert.Equal(["front.glare", "back.again"], (await bench.SnapshotAsync(id)).Awaiting.Select(input => input.Code.ToString()));
    }

    [Fact]
    public async Task Run_ImageRefusedTooOften_Fails()
    {
        await using var bench = new VerificationBench();
        bench.Provider.Verdict = _ => new ImageVerdict("front.blurry", [ImageKind.Front]);
        var id = await bench.StartAsync(ImageKind.Front);

        for (var retake = 0; retake < 5; retake++)
        {
            Assert.NotNull(await bench.StageAsync(id, ImageKind.Front));
            await bench.SubmitAsync(id);
        }

        Assert.Equal("images.refused", (await bench.SnapshotAsync(id)).Reasons.Single().ToString());
        Assert.Equal(0, bench.Provider.SessionsOpen);
    }

    [Fact]
    public async Task Run_ReviewChangesDecision_StoresNextRevision()
    {
        var provider = new FakeProvider();
        provider.Descriptor = provider.Descriptor with { ReviewWindow = TimeSpan.FromDays(3) };
        await using var bench = new VerificationBench(provider);
        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(FirstPoll);
        Assert.Equal(1, provider.SessionsOpen);

        provider.Progress = new ProviderProgress(ProviderState.Decided, Decision.Rejected);
        provider.Result = provider.Result with { Decision = Decision.Rejected };
        await bench.SignalAsync(id, new Signal("review", SignalKind.ProviderEvent, "review"));

        var snapshot = await bench.SnapshotAsync(id);
        Assert.Equal((Decision.Rejected, 2), (snapshot.Decision, snapshot.Revision));
        bench.Time.Advance(TimeSpan.FromDays(3));
        Assert.Equal(0, provider.SessionsOpen);
    }

    [Fact]
    public async Task Run_DecisionThatIsNotReviewed_ClosesTheSessionAtOnce()
    {
        var provider = new FakeProvider();
        provider.Descriptor = provider.Descriptor with
        {
            ReviewWindow = TimeSpan.FromDays(3),
            ReviewedDecisions = [Decision.Inconclusive],
        };
        await using var bench = new VerificationBench(provider);

        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(FirstPoll);

        Assert.Equal(Decision.Accepted, (await bench.SnapshotAsync(id)).Decision);
        Assert.Equal(0, provider.SessionsOpen);
    }

    [Fact]
    public async Task Run_FinishFailsUntilTheDeadline_ReadsOnceMoreAndExpires()
    {
        var provider = new FakeProvider { Progress = new ProviderProgress(ProviderState.Processing) };
        provider.Descriptor = provider.Descriptor with { NeedsFinish = [CapturePath.Upload] };
        provider.Before = call =>
        {
            if (call == "finish")
            {
                throw new ProviderException(ProviderErrorKind.Transient, "provider.processing", "Still at work.", mayHaveTakenEffect: false);
            }
        };
        await using var bench = new VerificationBench(provider);

        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(TimeSpan.FromHours(24));

        Assert.Equal(VerificationStatus.Expired, (await bench.SnapshotAsync(id)).Status);
        Assert.Equal((1, 0), (provider.CallsOf("progress"), provider.SessionsOpen));
    }

    [Fact]
    public async Task Run_DeletionFailsForHours_IsRetriedUntilDeleted()
    {
        await using var bench = new VerificationBench();
        var failures = 0;
        bench.Provider.Before = call =>
        {
            if (call == "delete" && failures++ < 20)
            {
                throw new ProviderException(ProviderErrorKind.Transient, "provider.unavailable", "DELETE answered 503.", true);
            }
        };
        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(FirstPoll);
        Assert.Equal(VerificationStatus.Completed, (await bench.SnapshotAsync(id)).Status);
        Assert.Equal(1, bench.Provider.SessionsOpen);

        bench.Time.Advance(TimeSpan.FromHours(6));

        Assert.Equal(0, bench.Provider.SessionsOpen);
    }

    [Fact]
    public async Task Run_ProviderNoLongerConfigured_FailsTellsTheClientAndKeepsNoImages()
    {
        await using var bench = new VerificationBench();
        var command = bench.Command(ImageKind.Front) with { Request = new VerificationRequest { CallbackUrl = new Uri("https://shop.example/hook") } };
        bench.Workflows.BeforeActivity = activity =>
        {
            if (activity == "LoadPlan")
            {
                var started = VerificationId.Parse(bench.Objects.Paths.Single(path => path.StartsWith("verifications/"))["verifications/".Length..]);
                _ = bench.Get<VerificationStore>().UpdateAsync(started, record => record with { Providers = ["gone"] }, CancellationToken.None);
            }
        };

        var id = await bench.StartAsync(command);

        Assert.Equal("provider.notConfigured", (await bench.SnapshotAsync(id)).Reasons.Single().ToString());
        Assert.Single(bench.Deliveries.Sent);
        Assert.DoesNotContain(bench.Objects.Paths, path => path.StartsWith("images/") || path.StartsWith("staging/"));
    }

    [Fact]
    public async Task Run_ResultNeverReadable_FailsInTheEndInsteadOfWaitingForEver()
    {
        await using var bench = new VerificationBench();
        bench.Provider.Before = call =>
        {
            if (call == "result")
            {
                throw new ProviderException(ProviderErrorKind.Protocol, "provider.protocol", "GET answered something unreadable.", false);
            }
        };
        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(TimeSpan.FromDays(6));
        Assert.False((await bench.SnapshotAsync(id)).Status.IsFinal());

        bench.Time.Advance(TimeSpan.FromDays(2));

        var snapshot = await bench.SnapshotAsync(id);
        Assert.Equal((VerificationStatus.Failed, "provider.protocol"), (snapshot.Status, snapshot.Reasons.Single().ToString()));
        Assert.Equal(0, bench.Provider.SessionsOpen);
    }
}
