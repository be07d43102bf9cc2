using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Verifications;
using Verification.Core.Webhooks;
using Verification.Core.Workflows;
using Verification.Testing;

namespace Verification.Core.Tests.Sweeping;

public sealed class InboxSweepTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_HintThatCameBeforeItsSession_IsRaisedLater()
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
    public async Task Run_HintThatItsWorkflowDoesNotActOnYet_IsRaisedOnceMoreAndNoMore()
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
    public async Task Run_HintNobodyWants_IsDroppedAfterADay()
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
}
