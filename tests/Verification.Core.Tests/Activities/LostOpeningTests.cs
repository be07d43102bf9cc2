using Verification.Core.Erasing;
using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Verifications;
using Verification.Testing;
using Verification.Testing.Providers;

namespace Verification.Core.Tests.Activities;

/// <summary>Openings whose answer was lost, at a provider whose search shows a session only after a while.</summary>
public sealed class LostOpeningTests
{
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(5);

    private bool _lost;

    [Fact]
    public async Task Open_AnswerLost_LooksOnceTheSearchCanFindIt()
    {
        await using var bench = Losing(searchableAfter: Lag);

        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(Lag - TimeSpan.FromSeconds(1));
        Assert.Equal((1, 0), (bench.Provider.CallsOf("open"), bench.Provider.CallsOf("find")));
        bench.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(VerificationStatus.Completed, (await bench.SnapshotAsync(id)).Status);
        Assert.Equal((1, 0), (bench.Provider.SessionsOpened, bench.Provider.SessionsOpen));
    }

    /// <summary>The search lags more than we were told: a second one is opened, and both are deleted in the end.</summary>
    [Fact]
    public async Task Open_SearchLagsLonger_TheOtherSessionIsDeletedWithTheUsedOne()
    {
        await using var bench = Losing(searchableAfter: Lag * 3);

        var id = await bench.StartAsync(ImageKind.Front);
        bench.Provider.Progress = new ProviderProgress(ProviderState.Processing);
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        bench.Provider.Progress = new ProviderProgress(ProviderState.Decided, Decision.Accepted);
        bench.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(VerificationStatus.Completed, (await bench.SnapshotAsync(id)).Status);
        Assert.Equal((2, 0, 1), (bench.Provider.SessionsOpened, bench.Provider.SessionsOpen, bench.Provider.Starts));
    }

    /// <summary>Closed before a search could have found the other one.</summary>
    [Fact]
    public async Task Close_RightAfterASecondOpening_WaitsForTheFirstToShow()
    {
        await using var bench = Losing(searchableAfter: Lag * 3);
        var id = await bench.StartAsync();
        bench.Time.Advance(Lag + TimeSpan.FromSeconds(1));
        Assert.Equal((2, 2), (bench.Provider.SessionsOpened, bench.Provider.SessionsOpen));

        await bench.CancelAsync(id);
        Assert.Equal((VerificationStatus.Canceled, 1), ((await bench.SnapshotAsync(id)).Status, bench.Provider.SessionsOpen));
        bench.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(0, bench.Provider.SessionsOpen);
        Assert.DoesNotContain(bench.Objects.Paths, path => path.StartsWith("sessions/"));
    }

    [Fact]
    public async Task Close_CanceledWhileTheOpeningIsUnsettled_WaitsAndDeletesIt()
    {
        await using var bench = Losing(searchableAfter: Lag);
        var id = await bench.StartAsync(ImageKind.Front);

        await bench.CancelAsync(id);
        Assert.Equal((VerificationStatus.Canceled, 1), ((await bench.SnapshotAsync(id)).Status, bench.Provider.SessionsOpen));
        bench.Time.Advance(Lag * 2);

        Assert.Equal(0, bench.Provider.SessionsOpen);
    }

    [Fact]
    public async Task Open_NotDoneByTheDeadline_ExpiresAndDeletesWhatWasLost()
    {
        await using var bench = Losing(searchableAfter: Lag * 3);

        var id = await bench.StartAsync(bench.Command(ImageKind.Front) with { ExpiresAfter = Lag - TimeSpan.FromSeconds(1) });
        bench.Time.Advance(TimeSpan.FromMinutes(1));

        var snapshot = await bench.SnapshotAsync(id);
        Assert.Equal((VerificationStatus.Expired, "deadline.passed"), (snapshot.Status, snapshot.Reasons.Single().ToString()));
        Assert.Equal((1, 0), (bench.Provider.CallsOf("open"), bench.Provider.SessionsOpen));
    }

    [Fact]
    public async Task Open_CertainlyNothingOpened_TriesAgainAtOnceWithoutLooking()
    {
        await using var bench = Bench();
        bench.Provider.Before = call => Lose(call, mayHaveTakenEffect: false);

        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(VerificationStatus.Completed, (await bench.SnapshotAsync(id)).Status);
        Assert.Equal((1, 0), (bench.Provider.SessionsOpened, bench.Provider.CallsOf("find")));
    }

    /// <summary>What nobody can delete is at least said: in the timeline, and in the receipt of an erasure.</summary>
    [Fact]
    public async Task Open_AnswerLostAtAProviderWithoutSearch_GoesOnWithASecondOneAndSaysThatOneIsLeft()
    {
        await using var bench = WithoutSearch();

        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(VerificationStatus.Completed, (await bench.SnapshotAsync(id)).Status);
        await bench.EraseAsync(id);
        bench.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal((2, 1, 1), (bench.Provider.SessionsOpened, bench.Provider.SessionsOpen, bench.Provider.Starts));
        var receipt = await bench.Get<ReceiptStore>().FindAsync(id, TestContext.Current.CancellationToken);
        Assert.Equal(["session.deleted", "session.left"], receipt!.Sessions.Select(session => session.Outcome.ToString()));
    }

    [Fact]
    public async Task Close_CanceledAfterTheAnswerWasLostAtAProviderWithoutSearch_SaysThatOneIsLeft()
    {
        await using var bench = WithoutSearch();
        var id = await bench.StartAsync(ImageKind.Front);

        await bench.CancelAsync(id);

        Assert.Equal((VerificationStatus.Canceled, 1), ((await bench.SnapshotAsync(id)).Status, bench.Provider.SessionsOpen));
        Assert.Contains("session.left", await bench.TimelineAsync(id));
    }

    private VerificationBench WithoutSearch()
    {
        var bench = Losing(searchableAfter: TimeSpan.FromDays(1));
        bench.Provider.Descriptor = bench.Provider.Descriptor with { SearchLag = TimeSpan.Zero, FindsSessions = false };
        return bench;
    }

    private static VerificationBench Bench()
    {
        var provider = new FakeProvider();
        provider.Descriptor = provider.Descriptor with { SearchLag = Lag };
        return new VerificationBench(provider);
    }

    private VerificationBench Losing(TimeSpan searchableAfter)
    {
        var bench = Bench();
        var searchable = bench.Time.GetUtcNow() + searchableAfter;
        bench.Provider.After = call => Lose(call, mayHaveTakenEffect: true);
        bench.Provider.IsSearchable = () => bench.Time.GetUtcNow() >= searchable;
        return bench;
    }

    private void Lose(string call, bool mayHaveTakenEffect)
    {
        if (call == "open" && !_lost)
        {
            _lost = true;
            throw new ProviderException(ProviderErrorKind.Transient, "provider.timeout", "POST timed out.", mayHaveTakenEffect);
        }
    }
}
