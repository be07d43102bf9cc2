using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Verifications;
using Verification.Core.Workflows;
using Verification.Testing;
using Verification.Testing.Providers;

namespace Verification.Core.Tests.Orchestration;

/// <summary>The workflow after the outcome: the review window, and the session that is closed in the end.</summary>
public sealed class ReviewTests
{
    [Fact]
    public async Task Run_ReviewChangesDecision_StoresNextRevision()
    {
        var provider = new FakeProvider();
        provider.Descriptor = provider.Descriptor with { ReviewWindow = TimeSpan.FromDays(3) };
        await using var bench = new VerificationBench(provider);
        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(VerificationBench.FirstPoll);
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
    public async Task Run_ReviewThatNobodyTells_IsFoundByItself()
    {
        var provider = new FakeProvider();
        provider.Descriptor = provider.Descriptor with { ReviewWindow = TimeSpan.FromDays(3) };
        await using var bench = new VerificationBench(provider);
        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(VerificationBench.FirstPoll);
        Assert.Equal(1, provider.CallsOf("progress"));
        bench.Time.Advance(TimeSpan.FromDays(2));
        Assert.InRange(provider.CallsOf("progress"), 10, 20);

        provider.Progress = new ProviderProgress(ProviderState.Decided, Decision.Rejected);
        provider.Result = provider.Result with { Decision = Decision.Rejected };
        bench.Time.Advance(TimeSpan.FromHours(6));

        var snapshot = await bench.SnapshotAsync(id);
        Assert.Equal((Decision.Rejected, 2), (snapshot.Decision, snapshot.Revision));
        bench.Time.Advance(TimeSpan.FromDays(3));
        Assert.InRange(provider.CallsOf("progress"), 15, 40);
        Assert.Equal(0, provider.SessionsOpen);
    }

    [Theory]
    [InlineData(ProviderErrorKind.Transient)]
    [InlineData(ProviderErrorKind.NotFound)]
    public async Task Run_ChangedResultCannotBeRead_KeepsTheStandingDecision(ProviderErrorKind kind)
    {
        var provider = new FakeProvider();
        provider.Descriptor = provider.Descriptor with { ReviewWindow = TimeSpan.FromDays(3) };
        await using var bench = new VerificationBench(provider);
        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(VerificationBench.FirstPoll);

        provider.Progress = new ProviderProgress(ProviderState.Decided, Decision.Rejected);
        provider.Before = call =>
        {
            if (call == "result")
            {
                throw new ProviderException(kind, "provider.unavailable", "GET failed.", mayHaveTakenEffect: false);
            }
        };
        bench.Time.Advance(TimeSpan.FromDays(8));

        var snapshot = await bench.SnapshotAsync(id);
        Assert.Equal(
            (VerificationStatus.Completed, Decision.Accepted, 1), (snapshot.Status, snapshot.Decision, snapshot.Revision));
        Assert.Single(await bench.TimelineAsync(id), "result.unread");
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
        bench.Time.Advance(VerificationBench.FirstPoll);

        Assert.Equal(Decision.Accepted, (await bench.SnapshotAsync(id)).Decision);
        Assert.Equal(0, provider.SessionsOpen);
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
        bench.Time.Advance(VerificationBench.FirstPoll);
        Assert.Equal(VerificationStatus.Completed, (await bench.SnapshotAsync(id)).Status);
        Assert.Equal(1, bench.Provider.SessionsOpen);

        bench.Time.Advance(TimeSpan.FromHours(6));

        Assert.Equal(0, bench.Provider.SessionsOpen);
    }
}
