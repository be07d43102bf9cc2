using Microsoft.Extensions.DependencyInjection;
using Verification.Core.Activities;
using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Sessions;
using Verification.Core.Verifications;
using Verification.Core.Webhooks;
using Verification.Testing;
using Verification.Testing.Providers;

namespace Verification.Core.Tests.Orchestration;

/// <summary>Several providers in one verification: who has the turn, and what an abandoned one may still say.</summary>
public sealed class FallbackTests
{
    private readonly HashSet<string> _down = [];

    [Fact]
    public async Task Choose_CircuitOpen_BeginsWithTheNextAndSaysSo()
    {
        await using var bench = Bench("first", "second", "third");
        _down.Add("first");

        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(VerificationBench.FirstPoll);

        var snapshot = await bench.SnapshotAsync(id);
        Assert.Equal((VerificationStatus.Completed, "second"), (snapshot.Status, snapshot.Provider));
        Assert.Empty(bench.Providers[0].Calls);
        Assert.Contains("provider.passedOver", await bench.TimelineAsync(id));
    }

    [Fact]
    public async Task Choose_ThePreferredOneFails_ThePassedOverHasItsTurn()
    {
        await using var bench = Bench("first", "second");
        _down.Add("first");
        bench.Providers[1].Before = call =>
        {
            _down.Clear();
            Fail(call, "upload.Front");
        };

        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(TimeSpan.FromMinutes(2));

        var snapshot = await bench.SnapshotAsync(id);
        Assert.Equal((VerificationStatus.Completed, "first"), (snapshot.Status, snapshot.Provider));
        Assert.All(bench.Providers, provider => Assert.Equal(0, provider.SessionsOpen));
    }

    /// <summary>Both may be with one account, where what deletes the first one's session must not find the second one's.</summary>
    [Fact]
    public async Task Open_SecondAttempt_HasAReferenceOfItsOwn()
    {
        await using var bench = Bench("first", "second");
        bench.Providers[0].Before = call => Fail(call, "upload.Front");

        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal([$"{id} order-7"], bench.Providers[0].References);
        Assert.Equal([$"{id} order-7 #2"], bench.Providers[1].References);
    }

    [Fact]
    public async Task Abandon_NextSharesSessions_GoesOnInTheOneSession()
    {
        await using var bench = Sharing();
        bench.Provider.Before = call => Fail(call, "upload.Front", "delete");
        bench.Providers[1].Progress = new ProviderProgress(ProviderState.Processing);

        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal((1, 1), (bench.Provider.SessionsOpened, bench.Providers[1].Starts));
        Assert.Equal("session-1", (await bench.Get<SessionStore>().GetAsync(id, 2, CancellationToken.None)).Key);
        Assert.True((await bench.Get<SessionStore>().GetAsync(id, 1, CancellationToken.None)).HandedOver);

        // A notification names the one session, which is the second's now.
        bench.Providers[1].Progress = new ProviderProgress(ProviderState.Decided, Decision.Accepted);
        await NotifyAsync(bench, sessionKey: "session-1");
        Assert.Equal(Decision.Accepted, (await bench.SnapshotAsync(id)).Decision);

        bench.Provider.Before = null;
        bench.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal((0, 0), (bench.Provider.SessionsOpen, bench.Providers[1].SessionsOpen));
        Assert.DoesNotContain(bench.Objects.Paths, path => path.StartsWith("sessions/") || path.StartsWith($"secrets/{id}/"));
    }

    /// <summary>The activity died after any of its writes, or is run a second time by an engine that thought it dead.</summary>
    [Fact]
    public async Task Abandon_RunAgainWhenTheNextHasOpened_LeavesTheNextAsItIs()
    {
        await using var bench = Sharing();
        bench.Provider.Before = call => Fail(call, "upload.Front", "delete");
        bench.Providers[1].Before = call => Fail(call, "upload.Front");
        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        var opened = await bench.Get<SessionStore>().FindAsync(id, 2, CancellationToken.None);

        await bench.Get<AbandonSession>().RunAsync(new AttemptInput(id, 1), CancellationToken.None);

        Assert.True(opened!.Opened);
        Assert.Equal(opened, await bench.Get<SessionStore>().FindAsync(id, 2, CancellationToken.None));
    }

    [Fact]
    public async Task Choose_AllCircuitsOpen_KeepsTheClientsOrder()
    {
        await using var bench = Bench("first", "second");
        _down.UnionWith(["first", "second"]);

        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(VerificationBench.FirstPoll);

        Assert.Equal("first", (await bench.SnapshotAsync(id)).Provider);
    }

    /// <summary>A late second run of the activity, when the first one's session is open: the number must not change hands.</summary>
    [Fact]
    public async Task Choose_RunAgainWhenThingsHaveChanged_SaysTheSame()
    {
        await using var bench = Bench("first", "second");
        var id = await bench.StartAsync();
        _down.Add("first");

        var order = await bench.Get<ChooseProvider>().RunAsync(new AttemptInput(id, 1), CancellationToken.None);

        Assert.Equal(["first", "second"], order.Value!.Providers.Select(name => name.ToString()));
        Assert.Equal(["first", "second"], (await bench.RecordAsync(id)).Providers);
    }

    [Fact]
    public async Task Choose_OneProvider_IsNoChoice()
    {
        await using var bench = Bench("only");
        HashSet<string> ran = [];
        bench.Workflows.BeforeActivity = activity => ran.Add(activity);
        _down.Add("only");

        await bench.StartAsync(ImageKind.Front);

        Assert.DoesNotContain(nameof(ChooseProvider), ran);
        Assert.Equal(1, bench.Provider.Starts);
    }

    /// <summary>The person has shown everything to the first provider's SDK; the second one would start with nothing.</summary>
    [Fact]
    public async Task StartFailsAfterAnSdk_IsNotCarriedToTheNext()
    {
        await using var bench = Bench("first", "second");
        bench.Provider.Descriptor = bench.Provider.Descriptor with { NeedsStart = [CapturePath.Sdk] };
        bench.Provider.Before = call => Fail(call, "start");
        var id = await bench.StartAsync(bench.Command() with { Capture = CapturePath.Sdk });

        await bench.SubmitAsync(id);
        bench.Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(VerificationStatus.Failed, (await bench.SnapshotAsync(id)).Status);
        Assert.Empty(bench.Providers[1].Calls);
    }

    /// <summary>Between two attempts there is no session that a client could use.</summary>
    [Fact]
    public async Task Snapshot_WhileTheNextProviderIsOpened_ShowsNoSessionOfTheAbandonedOne()
    {
        await using var bench = Bench("first", "second");
        bench.Provider.Before = call => Fail(call, "upload.Front", "delete");
        bench.Providers[1].Before = call => Fail(call, "open");

        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(TimeSpan.FromMinutes(1));

        var snapshot = await bench.SnapshotAsync(id);
        Assert.Equal(("second", false), (snapshot.Provider, snapshot.SessionOpen));
    }

    [Fact]
    public async Task LateAnswer_OfAnAbandonedSession_IsRecordedAndChangesNothing()
    {
        await using var bench = Abandoning();
        bench.Provider.Before = call => Fail(call, "upload.Front", "delete");
        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((1, "second"), (bench.Provider.SessionsOpen, (await bench.SnapshotAsync(id)).Provider));
        var looks = bench.Providers[1].CallsOf("progress");

        await NotifyAsync(bench, sessionKey: "session-1");

        Assert.Equal(looks, bench.Providers[1].CallsOf("progress"));
        Assert.Equal((VerificationStatus.Processing, 1), ((await bench.SnapshotAsync(id)).Status, await LateAsync(bench, id)));
        Assert.DoesNotContain(bench.Objects.Paths, path => path.StartsWith("inbox/"));

        bench.Provider.Before = null;
        bench.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, bench.Provider.SessionsOpen);
    }

    [Fact]
    public async Task LateAnswer_ThatTheProviderHasWhenItsSessionIsDeleted_IsRecorded()
    {
        await using var bench = Abandoning();
        bench.Provider.Unstarted = new ProviderProgress(ProviderState.Decided, Decision.Rejected);

        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        bench.Providers[1].Progress = new ProviderProgress(ProviderState.Decided, Decision.Accepted);
        bench.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal((Decision.Accepted, 1), ((await bench.SnapshotAsync(id)).Decision, await LateAsync(bench, id)));
        Assert.All(bench.Providers, provider => Assert.Equal(0, provider.SessionsOpen));
    }

    /// <summary>By then the session is deleted and nothing names the verification any more.</summary>
    [Fact]
    public async Task LateAnswer_AfterADay_IsDroppedWithTheOutcomeAsItWas()
    {
        await using var bench = Abandoning();
        var id = await bench.StartAsync(ImageKind.Front);
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        bench.Providers[1].Progress = new ProviderProgress(ProviderState.Decided, Decision.Accepted);
        bench.Time.Advance(TimeSpan.FromHours(25));
        Assert.Equal(0, bench.Provider.SessionsOpen);

        await NotifyAsync(bench, sessionKey: "session-1");
        bench.Time.Advance(TimeSpan.FromHours(25));
        await bench.SweepAsync();

        var snapshot = await bench.SnapshotAsync(id);
        Assert.Equal((Decision.Accepted, "second", 1), (snapshot.Decision, snapshot.Provider, snapshot.Revision));
        Assert.DoesNotContain(bench.Objects.Paths, path => path.StartsWith("inbox/") || path.StartsWith("sessions/"));
    }

    /// <summary>Two providers of one family, behind which a session holds attempts with both.</summary>
    private VerificationBench Sharing()
    {
        var bench = Bench("first", "second");
        foreach (var provider in bench.Providers)
        {
            provider.Descriptor = provider.Descriptor with { Family = "first", SharesSessions = true };
        }

        return bench;
    }

    private VerificationBench Bench(params string[] names) => new(
        services => services.AddSingleton<IProviderHealth>(new Health(_down)), [.. names.Select(name => new FakeProvider(name))]);

    /// <summary>The first provider takes no images; the second is at work.</summary>
    private VerificationBench Abandoning()
    {
        var bench = Bench("first", "second");
        bench.Provider.Before = call => Fail(call, "upload.Front");
        bench.Providers[1].Progress = new ProviderProgress(ProviderState.Processing);
        return bench;
    }

    private static async Task NotifyAsync(VerificationBench bench, string sessionKey)
    {
        bench.Provider.Webhook = new WebhookReading(
            Authentic: true, new WebhookHint("event-1", sessionKey, Verification: null, "decided"), WebhookAnswer.Ok);
        await bench.Get<WebhookReceiver>().ReceiveAsync(
            "first", new WebhookRequest(null, new Dictionary<string, string>(), default), CancellationToken.None);
    }

    private static async Task<int> LateAsync(VerificationBench bench, VerificationId id) =>
        (await bench.TimelineAsync(id)).Count(code => code == "answer.late");

    private static void Fail(string call, params string[] failing)
    {
        if (failing.Contains(call))
        {
            throw new ProviderException(ProviderErrorKind.Transient, "provider.unavailable", $"{call} answered 503.", mayHaveTakenEffect: false);
        }
    }

    private sealed class Health(HashSet<string> down) : IProviderHealth
    {
        public ProviderAvailability Of(string family) =>
            down.Contains(family) ? ProviderAvailability.Unavailable : ProviderAvailability.Available;
    }
}
