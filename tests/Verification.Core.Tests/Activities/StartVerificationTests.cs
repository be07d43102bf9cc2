using Verification.Core.Attempts;
using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Verifications;
using Verification.Testing;
using Verification.Testing.Providers;

namespace Verification.Core.Tests.Activities;

/// <summary>The paid start, in every branch: what became of the call, who asks, who may call again.</summary>
public sealed class StartVerificationTests
{
    private static readonly TimeSpan Settle = new FakeProvider().Descriptor.StartSettlesWithin;

    [Fact]
    public async Task Run_AnswerLostAfterEffect_AsksAfterSettlingAndPaysOnce()
    {
        await using var bench = new VerificationBench();
        FailOnce(bench.Provider, afterEffect: true);

        var id = await bench.StartAsync(ImageKind.Front);
        Assert.Equal(0, bench.Provider.CallsOf("progress"));
        bench.Time.Advance(Settle + TimeSpan.FromSeconds(2));

        Assert.Equal(VerificationStatus.Completed, (await bench.SnapshotAsync(id)).Status);
        Assert.Equal((1, 1), (bench.Provider.Starts, bench.Provider.CallsOf("start")));
    }

    [Fact]
    public async Task Run_AnswerLost_LeavesTheProviderAloneForAsLongAsItsStartMaySettle()
    {
        var provider = new FakeProvider();
        provider.Descriptor = provider.Descriptor with { StartSettlesWithin = TimeSpan.FromMinutes(20) };
        await using var bench = new VerificationBench(provider);
        FailOnce(provider, afterEffect: true);

        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(TimeSpan.FromMinutes(19));
        Assert.Equal(0, provider.CallsOf("progress"));
        bench.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(VerificationStatus.Completed, (await bench.SnapshotAsync(id)).Status);
        Assert.Equal((1, 1), (provider.Starts, provider.CallsOf("start")));
    }

    [Fact]
    public async Task Run_AnswerLostWithoutEffectAndRepeatSafe_StartsTheSameSessionAgain()
    {
        await using var bench = new VerificationBench();
        FailOnce(bench.Provider, afterEffect: false);

        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(Settle + TimeSpan.FromSeconds(2));

        Assert.Equal(VerificationStatus.Completed, (await bench.SnapshotAsync(id)).Status);
        Assert.Equal((1, 2, 1), (bench.Provider.Starts, bench.Provider.CallsOf("start"), bench.Provider.CallsOf("open")));
    }

    /// <summary>Whoever repeats a start and hears that it is refused may hear so because the first one took effect late.</summary>
    [Theory]
    [InlineData(true, VerificationStatus.Completed, AttemptFate.Started)]
    [InlineData(false, VerificationStatus.Failed, AttemptFate.NotStarted)]
    public async Task Run_RepeatedStartIsRefused_LooksBeforeItGivesUp(bool tookEffectLate, VerificationStatus status, AttemptFate fate)
    {
        await using var bench = new VerificationBench();
        FailOnce(bench.Provider, afterEffect: false);
        var id = await bench.StartAsync(ImageKind.Front);
        Action<string> refuse = call => Throw(call, "start", ProviderErrorKind.Refused, mayHaveTakenEffect: false);
        (bench.Provider.Before, bench.Provider.After) = tookEffectLate ? (null, refuse) : (refuse, (Action<string>?)null);

        bench.Time.Advance(Settle + TimeSpan.FromSeconds(2));

        Assert.Equal(status, (await bench.SnapshotAsync(id)).Status);
        Assert.Equal((tookEffectLate ? 1 : 0, 2), (bench.Provider.Starts, bench.Provider.CallsOf("start")));
        Assert.Equal(fate, (await bench.Get<AttemptStore>().FindAsync(id, 1, CancellationToken.None))!.Fate);
    }

    /// <summary>What is refused for now says nothing of the first call: the start stays unknown, and is looked at before the next one.</summary>
    [Fact]
    public async Task Run_RepeatedStartIsRefusedForNow_LooksBeforeItIsMadeAgain()
    {
        await using var bench = new VerificationBench();
        FailOnce(bench.Provider, afterEffect: false);
        var id = await bench.StartAsync(ImageKind.Front);
        bench.Provider.Before = null;
        bench.Provider.After = call => Throw(call, "start", ProviderErrorKind.Transient, mayHaveTakenEffect: false);

        bench.Time.Advance((Settle * 2) + TimeSpan.FromSeconds(4));

        Assert.Equal(VerificationStatus.Completed, (await bench.SnapshotAsync(id)).Status);
        Assert.Equal((1, 2), (bench.Provider.Starts, bench.Provider.CallsOf("start")));
    }

    /// <summary>Whether the deadline passes before the first call or while one is refused for now, nothing is bought after it.</summary>
    [Theory]
    [InlineData("upload.Front")]
    [InlineData("start")]
    public async Task Run_DeadlinePassesBeforeAStart_ExpiresWithoutMakingIt(string slow)
    {
        await using var bench = new VerificationBench();
        var expiry = TimeSpan.FromMinutes(5);
        bench.Provider.Before = call =>
        {
            if (call == slow)
            {
                bench.Time.Advance(expiry);
                throw new ProviderException(ProviderErrorKind.Transient, "provider.unavailable", "POST answered 503.", mayHaveTakenEffect: false);
            }
        };

        var id = await bench.StartAsync(bench.Command(ImageKind.Front) with { ExpiresAfter = expiry });
        bench.Time.Advance(TimeSpan.FromHours(1));

        Assert.True((await bench.SnapshotAsync(id)).Status.IsFinal());
        Assert.Equal((slow == "start" ? 1 : 0, 0, 0), (bench.Provider.CallsOf("start"), bench.Provider.Starts, bench.Provider.SessionsOpen));
    }

    /// <summary>The deadline passes while the start settles: it is looked at once more, and never made again.</summary>
    [Theory]
    [InlineData(true, VerificationStatus.Completed, AttemptFate.Started)]
    [InlineData(false, VerificationStatus.Expired, AttemptFate.NotStarted)]
    public async Task Run_DeadlinePassesWhileAStartSettles_LooksOnceMore(bool tookEffect, VerificationStatus status, AttemptFate fate)
    {
        await using var bench = new VerificationBench();
        FailOnce(bench.Provider, afterEffect: tookEffect);

        var id = await bench.StartAsync(bench.Command(ImageKind.Front) with { ExpiresAfter = Settle / 2 });
        bench.Time.Advance(Settle - TimeSpan.FromSeconds(1));
        Assert.Equal((VerificationStatus.Processing, 0), ((await bench.SnapshotAsync(id)).Status, bench.Provider.CallsOf("progress")));
        bench.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(status, (await bench.SnapshotAsync(id)).Status);
        Assert.Equal((1, 0), (bench.Provider.CallsOf("start"), bench.Provider.SessionsOpen));
        Assert.Equal(fate, (await bench.Get<AttemptStore>().FindAsync(id, 1, CancellationToken.None))!.Fate);
    }

    [Fact]
    public async Task Run_SettledStartCannotBeLookedAtAfterTheDeadline_EndsAsUnknown()
    {
        await using var bench = new VerificationBench(new FakeProvider(), new FakeProvider("second"));
        FailOnce(bench.Provider, afterEffect: true);
        bench.Provider.Before = call => Throw(call, "progress", ProviderErrorKind.Transient, mayHaveTakenEffect: false);

        var id = await bench.StartAsync(bench.Command(ImageKind.Front) with { ExpiresAfter = Settle / 2 });
        bench.Time.Advance(Settle);

        Assert.Equal("start.unknown", (await bench.SnapshotAsync(id)).Reasons.Single().ToString());
        Assert.Empty(bench.Providers[1].Calls);
        Assert.Equal(0, bench.Provider.SessionsOpen);
    }

    /// <summary>The ceiling holds even where the course of the workflow would let another attempt through.</summary>
    [Theory]
    [InlineData(AttemptFate.Started, 0)]
    [InlineData(AttemptFate.Unknown, 0)]
    [InlineData(AttemptFate.NotStarted, 1)]
    public async Task Run_AnotherAttemptMayHaveBeenPaid_BuysNothing(AttemptFate other, int starts)
    {
        await using var bench = new VerificationBench(new FakeProvider(), new FakeProvider("second"));
        var id = await bench.StartAsync();
        var attempts = bench.Get<AttemptStore>();
        await attempts.ClaimAsync(id, 2, new PaidAttempt("second", bench.Time.GetUtcNow(), other), CancellationToken.None);

        await bench.StageAsync(id, ImageKind.Front);
        await bench.SubmitAsync(id);
        bench.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(starts, bench.Provider.Starts);
        Assert.Equal(starts == 1 ? [] : ["start.alreadyPaid"], (await bench.SnapshotAsync(id)).Reasons.Select(reason => reason.ToString()));
    }

    [Fact]
    public async Task Run_DeadlinePassesWithTheFirstProviderDown_OpensNothingAtTheNext()
    {
        await using var bench = new VerificationBench(new FakeProvider(), new FakeProvider("second"));
        bench.Provider.Before = call => Throw(call, "open", ProviderErrorKind.Transient, mayHaveTakenEffect: false);

        var id = await bench.StartAsync(bench.Command(ImageKind.Front) with { ExpiresAfter = TimeSpan.FromSeconds(20) });
        bench.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(VerificationStatus.Expired, (await bench.SnapshotAsync(id)).Status);
        Assert.Empty(bench.Providers[1].Calls);
    }

    [Fact]
    public async Task Run_FateUnknownAndNotRepeatSafe_FailsRatherThanPayTwice()
    {
        var provider = new FakeProvider();
        provider.Descriptor = provider.Descriptor with { StartIsRepeatSafe = false };
        var second = new FakeProvider("second");
        await using var bench = new VerificationBench(provider, second);
        FailOnce(provider, afterEffect: false);

        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(Settle + TimeSpan.FromSeconds(2));

        var snapshot = await bench.SnapshotAsync(id);
        Assert.Equal((VerificationStatus.Failed, "start.unknown"), (snapshot.Status, snapshot.Reasons.Single().ToString()));
        Assert.Empty(second.Calls);
        Assert.Equal(0, provider.SessionsOpen);
    }

    [Fact]
    public async Task Run_CertainlyNotStarted_TriesAgainWithoutSettling()
    {
        await using var bench = new VerificationBench();
        FailOnce(bench.Provider, afterEffect: false, mayHaveTakenEffect: false);

        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(VerificationStatus.Completed, (await bench.SnapshotAsync(id)).Status);
        Assert.Equal(1, bench.Provider.Starts);
    }

    [Fact]
    public async Task Run_RefusedStart_FailsWithTheProvidersCode()
    {
        await using var bench = new VerificationBench(new FakeProvider(), new FakeProvider("second"));
        bench.Provider.Before = call => Throw(call, "start", ProviderErrorKind.Refused, mayHaveTakenEffect: false);

        var id = await bench.StartAsync(ImageKind.Front);

        var snapshot = await bench.SnapshotAsync(id);
        Assert.Equal((VerificationStatus.Failed, "start.test"), (snapshot.Status, snapshot.Reasons.Single().ToString()));
        Assert.Empty(bench.Providers[1].Calls);
    }

    [Fact]
    public async Task Run_TechnicalFailureBeforeStart_FallsBackAndClosesTheFirstSession()
    {
        await using var bench = new VerificationBench(new FakeProvider(), new FakeProvider("second"));
        bench.Provider.Before = call => Throw(call, "upload.Front", ProviderErrorKind.Transient, mayHaveTakenEffect: true);

        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(TimeSpan.FromMinutes(2));

        var snapshot = await bench.SnapshotAsync(id);
        Assert.Equal((VerificationStatus.Completed, "second"), (snapshot.Status, snapshot.Provider));
        Assert.Equal((0, 1), (bench.Provider.Starts, bench.Providers[1].Starts));
        Assert.All(bench.Providers, provider => Assert.Equal(0, provider.SessionsOpen));
    }

    [Fact]
    public async Task Run_StartOutcomeNeverLearned_NeverFallsBack()
    {
        await using var bench = new VerificationBench(new FakeProvider(), new FakeProvider("second"));
        bench.Provider.After = call => Throw(call, "start", ProviderErrorKind.Transient, mayHaveTakenEffect: true);
        bench.Provider.Before = call => Throw(call, "progress", ProviderErrorKind.Transient, mayHaveTakenEffect: false);

        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(TimeSpan.FromHours(25));

        Assert.Equal(1, bench.Provider.Starts);
        Assert.Empty(bench.Providers[1].Calls);
        Assert.True((await bench.SnapshotAsync(id)).Status.IsFinal());
    }

    private static void FailOnce(FakeProvider provider, bool afterEffect, bool mayHaveTakenEffect = true)
    {
        var failed = false;
        Action<string> fail = call =>
        {
            if (call == "start" && !failed)
            {
                failed = true;
                Throw(call, "start", ProviderErrorKind.Transient, mayHaveTakenEffect);
            }
        };
        (provider.Before, provider.After) = afterEffect ? (null, fail) : (fail, (Action<string>?)null);
    }

    private static void Throw(string call, string failing, ProviderErrorKind kind, bool mayHaveTakenEffect)
    {
        if (call == failing)
        {
            throw new ProviderException(kind, "start.test", $"{failing} failed.", mayHaveTakenEffect);
        }
    }
}
