using Verification.Core.Providers;
using Verification.Core.Verifications;
using Verification.Core.Workflows;
using Verification.Testing;
using Verification.Testing.Providers;

namespace Verification.Core.Tests.Orchestration;

/// <summary>Captures in the client's app or on a hosted page: what the snapshot says, and how soon the provider is read.</summary>
public sealed class ClientCaptureTests
{
    private static readonly ProviderProgress Pending = new(ProviderState.Pending);
    private static readonly ProviderProgress Processing = new(ProviderState.Processing);

    [Theory]
    [InlineData(CapturePath.Sdk)]
    [InlineData(CapturePath.Hosted)]
    public async Task Submit_NothingToStart_ReadsTheProviderAtOnce(CapturePath capture)
    {
        await using var bench = StartingByItself(Pending);
        var id = await bench.StartAsync(bench.Command() with { Capture = capture });
        Assert.Equal("capture.pending", (await bench.SnapshotAsync(id)).Awaiting.Single().Code.ToString());

        bench.Provider.Progress = new ProviderProgress(ProviderState.Decided, Decision.Accepted);
        await bench.SubmitAsync(id);

        Assert.Equal(Decision.Accepted, (await bench.SnapshotAsync(id)).Decision);
    }

    [Fact]
    public async Task Submit_ProviderHasNothingYet_IsProcessingAndReadCloselyAgain()
    {
        await using var bench = StartingByItself(Pending);
        var id = await bench.StartAsync(bench.Command() with { Capture = CapturePath.Sdk });
        bench.Time.Advance(TimeSpan.FromHours(3));
        var looks = bench.Provider.CallsOf("progress");

        await bench.SubmitAsync(id);
        Assert.Equal(looks + 1, bench.Provider.CallsOf("progress"));
        bench.Time.Advance(TimeSpan.FromSeconds(10));

        var snapshot = await bench.SnapshotAsync(id);
        Assert.Equal((VerificationStatus.Processing, 0), (snapshot.Status, snapshot.Awaiting.Count));
        Assert.Equal(looks + 4, bench.Provider.CallsOf("progress"));
    }

    [Fact]
    public async Task Submit_BeforeTheSessionIsOpen_Counts()
    {
        await using var bench = StartingByItself(Processing);
        bench.Workflows.BeforeActivity = activity =>
        {
            if (activity == "OpenSession")
            {
                var id = VerificationId.Parse(bench.Objects.Paths.Single(path => path.StartsWith("verifications/"))["verifications/".Length..]);
                Assert.True(bench.SignalAsync(id, new Signal("capture.done", SignalKind.ImagesReady)).Result);
            }
        };

        var id = await bench.StartAsync(bench.Command() with { Capture = CapturePath.Sdk });

        Assert.Equal(VerificationStatus.Processing, (await bench.SnapshotAsync(id)).Status);
        Assert.Equal(1, bench.Provider.CallsOf("progress"));
    }

    [Fact]
    public async Task Hint_PersonIsDone_IsProcessingWithoutASubmit()
    {
        await using var bench = StartingByItself(Pending);
        var id = await bench.StartAsync(bench.Command() with { Capture = CapturePath.Hosted });

        bench.Provider.Progress = Processing;
        await bench.SignalAsync(id, new Signal("event-1", SignalKind.ProviderEvent, "event-1"));

        Assert.Equal(VerificationStatus.Processing, (await bench.SnapshotAsync(id)).Status);
    }

    [Fact]
    public async Task StartAfterSdk_Submit_StartsAtOnceAndOnce()
    {
        await using var bench = StartedAfterSdk();
        var id = await bench.StartAsync(bench.Command() with { Capture = CapturePath.Sdk });
        bench.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal((VerificationStatus.AwaitingInput, 0), ((await bench.SnapshotAsync(id)).Status, bench.Provider.Starts));

        await bench.SubmitAsync(id);
        await bench.SubmitAsync(id);
        bench.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal((VerificationStatus.Completed, 1), ((await bench.SnapshotAsync(id)).Status, bench.Provider.CallsOf("start")));
    }

    /// <summary>The app was closed before it could say that it is done; a provider that began by itself has an answer all the same.</summary>
    [Fact]
    public async Task StartAfterSdk_ProviderHasAnsweredWithoutASubmit_IsTaken()
    {
        await using var bench = StartedAfterSdk();
        var id = await bench.StartAsync(bench.Command() with { Capture = CapturePath.Sdk });

        bench.Provider.Unstarted = new ProviderProgress(ProviderState.Decided, Decision.Accepted);
        await bench.SignalAsync(id, new Signal("event-1", SignalKind.ProviderEvent, "event-1"));

        Assert.Equal((Decision.Accepted, 0), ((await bench.SnapshotAsync(id)).Decision, bench.Provider.CallsOf("start")));
    }

    [Fact]
    public async Task StartAfterSdk_NoSubmitByDeadline_ExpiresUnpaid()
    {
        await using var bench = StartedAfterSdk();
        var id = await bench.StartAsync(bench.Command() with { Capture = CapturePath.Sdk });

        bench.Time.Advance(TimeSpan.FromHours(24));

        var snapshot = await bench.SnapshotAsync(id);
        Assert.Equal((VerificationStatus.Expired, "input.missing"), (snapshot.Status, snapshot.Reasons.Single().ToString()));
        Assert.Equal((0, 0), (bench.Provider.Starts, bench.Provider.SessionsOpen));
    }

    private static VerificationBench StartingByItself(ProviderProgress progress)
    {
        var provider = new FakeProvider { Progress = progress };
        provider.Descriptor = provider.Descriptor with { NeedsStart = [] };
        return new VerificationBench(provider);
    }

    private static VerificationBench StartedAfterSdk()
    {
        var provider = new FakeProvider();
        provider.Descriptor = provider.Descriptor with { NeedsStart = [CapturePath.Sdk] };
        return new VerificationBench(provider);
    }
}
