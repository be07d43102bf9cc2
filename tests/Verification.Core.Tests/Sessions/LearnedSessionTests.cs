using System.Text.Json.Nodes;
using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Sessions;
using Verification.Core.Storage;
using Verification.Core.Verifications;
using Verification.Core.Webhooks;
using Verification.Testing;

namespace Verification.Core.Tests.Sessions;

/// <summary>What becomes known of a session after its opening, by a client, a notification or a look at the provider.</summary>
public sealed class LearnedSessionTests
{
    private static readonly JsonObject Submission = new() { ["identityAccessKey"] = "identity-1" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HandIn_GivesTheSessionAnotherKey_NotificationsFindItByThatKey()
    {
        await using var bench = Bench();
        var id = await bench.StartAsync(ImageKind.Front);

        Assert.True(await bench.Get<VerificationCommands>().HandInAsync(await bench.RecordAsync(id), Submission, Token));
        bench.Provider.Progress = new ProviderProgress(ProviderState.Decided, Decision.Accepted);
        await NotifyAsync(bench, new WebhookHint("event-1", "identity-1", null, "final"));

        Assert.Equal(VerificationStatus.Completed, (await bench.SnapshotAsync(id)).Status);
        Assert.DoesNotContain(bench.Objects.Paths, path => path.StartsWith("sessions/", StringComparison.Ordinal));
        Assert.Equal(0, bench.Provider.SessionsOpen);
    }

    [Fact]
    public async Task HandIn_Again_KeepsOneLink()
    {
        await using var bench = Bench();
        var id = await bench.StartAsync(ImageKind.Front);
        var record = await bench.RecordAsync(id);

        await bench.Get<VerificationCommands>().HandInAsync(record, Submission, Token);
        await bench.Get<VerificationCommands>().HandInAsync(record, Submission, Token);

        Assert.Single(bench.Objects.Paths, path => path.StartsWith("sessions/", StringComparison.Ordinal));
    }

    /// <summary>Killed between the steps it must be found by at least one key, and a second run puts everything right.</summary>
    [Theory]
    [InlineData("secrets/")]
    [InlineData("sessions/")]
    public async Task HandIn_DiesInBetween_IsRepeatedToTheSameEnd(string path)
    {
        await using var bench = Bench();
        var id = await bench.StartAsync(ImageKind.Front);
        var record = await bench.RecordAsync(id);
        bench.Objects.Before = (call, _) => call.Path.StartsWith(path, StringComparison.Ordinal) && call.Name != "Get"
            ? throw new StoreException("killed")
            : ValueTask.CompletedTask;
        await Assert.ThrowsAsync<StoreException>(() => bench.Get<VerificationCommands>().HandInAsync(record, Submission, Token));
        Assert.Contains(bench.Objects.Paths, stored => stored.StartsWith("sessions/", StringComparison.Ordinal));
        bench.Objects.Before = null;

        await bench.Get<VerificationCommands>().HandInAsync(record, Submission, Token);

        Assert.NotNull(await bench.Get<SessionStore>().FindLinkByDigestAsync("fake", Digest.Of("identity-1"), Token));
        Assert.Single(bench.Objects.Paths, stored => stored.StartsWith("sessions/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Notification_ThatAddsToTheSession_IsHandedIn()
    {
        await using var bench = Bench();
        var id = await bench.StartAsync(ImageKind.Front);

        await NotifyAsync(bench, new WebhookHint("event-1", "identity-1", id, "hint", Submission));

        Assert.Equal("identity-1", (await bench.Get<SessionStore>().GetAsync(id, 1, Token)).Key);
    }

    [Fact]
    public async Task Notification_HandInFails_IsAnsweredAndRaisedAllTheSame()
    {
        await using var bench = Bench();
        var id = await bench.StartAsync(ImageKind.Front);
        bench.Provider.Submit = (_, _) => throw new ProviderException(ProviderErrorKind.Transient, "provider.timeout", "GET timed out.", false);
        bench.Provider.Progress = new ProviderProgress(ProviderState.Decided, Decision.Accepted);

        var answer = await NotifyAsync(bench, new WebhookHint("event-1", "identity-1", id, "final", Submission));

        Assert.Equal(200, answer.StatusCode);
        Assert.Equal(VerificationStatus.Completed, (await bench.SnapshotAsync(id)).Status);
    }

    [Fact]
    public async Task Look_ThatTeachesTheKey_StoresAndLinksIt()
    {
        await using var bench = Bench();
        var id = await bench.StartAsync(ImageKind.Front);
        bench.Provider.Progress = new ProviderProgress(ProviderState.Processing, Session: new ProviderSession("identity-1"));

        bench.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("identity-1", (await bench.Get<SessionStore>().GetAsync(id, 1, Token)).Key);
        Assert.Single(bench.Objects.Paths, path => path.StartsWith("sessions/", StringComparison.Ordinal));
    }

    private static VerificationBench Bench()
    {
        var bench = new VerificationBench();
        bench.Provider.Progress = new ProviderProgress(ProviderState.Processing);
        bench.Provider.Submit = (session, submission) => session with { Key = (string)submission["identityAccessKey"]! };
        return bench;
    }

    private static async Task<WebhookAnswer> NotifyAsync(VerificationBench bench, WebhookHint hint)
    {
        bench.Provider.Webhook = new WebhookReading(true, hint, WebhookAnswer.Ok);
        return (await bench.Get<WebhookReceiver>().ReceiveAsync(
            "fake", new WebhookRequest(null, new Dictionary<string, string>(), ReadOnlyMemory<byte>.Empty), Token))!;
    }
}
