using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Verifications;
using Verification.Core.Workflows;
using Verification.Testing;
using Verification.Testing.Providers;

namespace Verification.Core.Tests.Orchestration;

/// <summary>The workflow from the start at the provider to the outcome: hints, polls, cancellation and the deadline.</summary>
public sealed class OutcomeTests
{
    [Fact]
    public async Task Run_WebhookHint_ReadsProviderAtOnce()
    {
        await using var bench = new VerificationBench();
        var id = await bench.StartAsync(ImageKind.Front);

        await bench.SignalAsync(id, new Signal("event-1", SignalKind.ProviderEvent, "event-1"));

        Assert.Equal(VerificationStatus.Completed, (await bench.SnapshotAsync(id)).Status);
    }

    /// <summary>A provider may say <c>Retry-After: Fri, 31 Dec 9999 23:59:59 GMT</c>.</summary>
    [Theory]
    [InlineData("open")]
    [InlineData("start")]
    public async Task Run_ToldToStayAwayForEver_EndsAsUsual(string failing)
    {
        await using var bench = new VerificationBench();
        bench.Provider.Before = call =>
        {
            if (call == failing)
            {
                throw new ProviderException(ProviderErrorKind.Transient, "provider.throttled", "429.", false) { RetryAfter = TimeSpan.MaxValue };
            }
        };
        var id = await bench.StartAsync(ImageKind.Front);

        bench.Time.Advance(TimeSpan.FromDays(2));

        Assert.True((await bench.SnapshotAsync(id)).Status.IsFinal());
        Assert.Equal(WorkflowRuntimeStatus.Completed, await bench.RuntimeStatusAsync(id.ToString()));
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
        bench.Time.Advance(VerificationBench.FirstPoll);

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

        bench.Time.Advance(VerificationBench.FirstPoll);
        Assert.Equal(VerificationStatus.Processing, (await bench.SnapshotAsync(id)).Status);
        bench.Time.Advance(VerificationBench.FirstPoll * 2);

        Assert.Equal("session.gone", (await bench.SnapshotAsync(id)).Reasons.Single().ToString());
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
