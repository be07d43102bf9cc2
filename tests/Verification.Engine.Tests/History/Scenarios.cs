using Verification.Core.Deliveries;
using Verification.Core.Images;
using Verification.Core.Orchestration;
using Verification.Core.Providers;
using Verification.Core.Verifications;
using Verification.Core.Workflows;
using Verification.Testing.Providers;

namespace Verification.Engine.Tests.History;

/// <summary>What the histories were recorded from, by the name of the file.</summary>
internal static class Scenarios
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly ProviderProgress Processing = new(ProviderState.Processing);

    public static IReadOnlyDictionary<string, Func<Task<GoldenHistory>>> All { get; } = new Dictionary<string, Func<Task<GoldenHistory>>>
    {
        ["Verification/accepted-by-webhook.json"] = AcceptedByWebhookAsync,
        ["Verification/accepted-by-webhook-before-the-wait.json"] = AcceptedByEarlyWebhookAsync,
        ["Verification/accepted-by-poll.json"] = AcceptedByPollAsync,
        ["Verification/accepted-after-retake.json"] = AcceptedAfterRetakeAsync,
        ["Verification/accepted-from-sdk-with-finish.json"] = AcceptedFromSdkAsync,
        ["Verification/start-unknown-then-repeated.json"] = () => StartUnknownAsync(new FakeProvider { Before = Fail("start", times: 1) }),
        ["Verification/start-unknown-then-found.json"] = () => StartUnknownAsync(new FakeProvider { After = Fail("start", times: 1) }),
        ["Verification/canceled-while-awaiting-images.json"] = CanceledAsync,
        ["Verification/expired-while-awaiting-images.json"] = () => ExpiredAsync(),
        ["Verification/expired-while-processing.json"] = () => ExpiredAsync(ImageKind.Front),
        ["Verification/fallback-to-second-provider.json"] = () => FallbackAsync(id => id.ToString()),
        ["Verification/reviewed-with-second-revision.json"] = () => ReviewedAsync(TimeSpan.FromDays(3), ToldAsync),
        ["Verification/erased-while-awaiting-images.json"] = ErasedAsync,
        ["Verification/deletion-failing-twice.json"] = DeletionFailingTwiceAsync,
        ["Verification/accepted-after-submit.json"] = AcceptedAfterSubmitAsync,
        ["Verification/answered-without-submit.json"] = AnsweredWithoutSubmitAsync,
        ["Verification/start-settling-at-the-deadline.json"] = StartSettlingAtTheDeadlineAsync,
        ["Verification/fallback-with-a-choice.json"] = () => FallbackAsync(id => id.ToString()),
        ["Verification/reviewed-by-poll.json"] = () => ReviewedAsync(TimeSpan.FromDays(1)),
        ["Verification/reviewed-result-unread.json"] = () => ReviewedAsync(TimeSpan.FromDays(1), UnreadableAsync),
        ["Verification/resumed-after-a-paid-start.json"] = ResumedAsync,
        ["Verification/ended-after-it-died.json"] = EndedAfterItDiedAsync,
        ["Anchor/anchored.json"] = AnchoredAsync,
        ["Close/session-abandoned-by-fallback.json"] = () => FallbackAsync(id => CloseWorkflow.InstanceId(id, attempt: 1)),
        ["Erase/while-running.json"] = () => EraseWhileRunningAsync(new FakeProvider()),
        ["Erase/while-running-deletion-failing-twice.json"] = () => EraseWhileRunningAsync(DeletionFailingTwice()),
        ["Notify/delivered-at-third-try.json"] = DeliveredAtThirdTryAsync,
    };

    public static async Task<GoldenHistory> AcceptedByWebhookAsync()
    {
        await using var recording = await Recording.StartAsync(new FakeProvider { Progress = Processing });
        var (bench, provider) = (recording.Bench, recording.Bench.Provider);
        var id = await bench.StartAsync(ImageKind.Front);
        await recording.UntilQuietAsync();
        await bench.SignalAsync(id, new Signal("event-1", SignalKind.ProviderEvent, "event-1"));
        await recording.UntilQuietAsync();
        provider.Progress = new ProviderProgress(ProviderState.Decided, Decision.Accepted);
        await bench.SignalAsync(id, new Signal("event-2", SignalKind.ProviderEvent, "event-2"));
        return await recording.EndAsync(id);
    }

    private static async Task<GoldenHistory> AcceptedByEarlyWebhookAsync()
    {
        await using var recording = await Recording.StartAsync();
        var id = await recording.Bench.StartAsync();
        await recording.UntilAsync(id, VerificationStatus.AwaitingInput);
        await recording.Bench.SignalAsync(id, new Signal("event-1", SignalKind.ProviderEvent, "event-1"));
        await recording.Bench.StageAsync(id, ImageKind.Front);
        await recording.Bench.SubmitAsync(id);
        return await recording.EndAsync(id);
    }

    private static async Task<GoldenHistory> AcceptedByPollAsync()
    {
        await using var recording = await Recording.StartAsync(new FakeProvider { Progress = Processing });
        var provider = recording.Bench.Provider;
        var id = await recording.Bench.StartAsync(ImageKind.Front);
        await recording.UntilAsync(() => Task.FromResult(provider.CallsOf("progress") == 3), Second);
        provider.Progress = new ProviderProgress(ProviderState.Decided, Decision.Accepted);
        return await recording.EndAsync(id);
    }

    private static async Task<GoldenHistory> AcceptedAfterRetakeAsync()
    {
        var provider = new FakeProvider { Images = [ImageKind.Front, ImageKind.Back] };
        provider.Verdict = kind => kind == ImageKind.Front && provider.CallsOf("upload.Front") == 1
            ? new ImageVerdict("front.glare", [ImageKind.Front])
            : ImageVerdict.Good;
        await using var recording = await Recording.StartAsync(provider);
        var id = await recording.Bench.StartAsync(ImageKind.Front, ImageKind.Back);
        await recording.UntilAsync(id, VerificationStatus.AwaitingInput);
        await recording.Bench.StageAsync(id, ImageKind.Front);
        await recording.Bench.SubmitAsync(id);
        return await recording.EndAsync(id);
    }

    private static async Task<GoldenHistory> AcceptedFromSdkAsync()
    {
        var provider = new FakeProvider();
        provider.Descriptor = provider.Descriptor with { NeedsStart = [CapturePath.Sdk], NeedsFinish = [CapturePath.Sdk] };
        await using var recording = await Recording.StartAsync(provider);
        var id = await recording.Bench.StartAsync(recording.Bench.Command() with { Capture = CapturePath.Sdk });
        await recording.UntilAsync(id, VerificationStatus.AwaitingInput);
        await recording.Bench.SubmitAsync(id);
        return await recording.EndAsync(id);
    }

    private static async Task<GoldenHistory> AcceptedAfterSubmitAsync()
    {
        var provider = new FakeProvider { Progress = new ProviderProgress(ProviderState.Pending) };
        provider.Descriptor = provider.Descriptor with { NeedsStart = [] };
        await using var recording = await Recording.StartAsync(provider);
        var id = await recording.Bench.StartAsync(recording.Bench.Command() with { Capture = CapturePath.Sdk });
        await recording.UntilAsync(() => Task.FromResult(provider.CallsOf("progress") == 2), Second);
        provider.Progress = Processing;
        await recording.Bench.SubmitAsync(id);
        await recording.UntilQuietAsync();
        provider.Progress = new ProviderProgress(ProviderState.Decided, Decision.Accepted);
        return await recording.EndAsync(id);
    }

    private static async Task<GoldenHistory> AnsweredWithoutSubmitAsync()
    {
        var provider = new FakeProvider();
        provider.Descriptor = provider.Descriptor with { NeedsStart = [CapturePath.Sdk] };
        await using var recording = await Recording.StartAsync(provider);
        var id = await recording.Bench.StartAsync(recording.Bench.Command() with { Capture = CapturePath.Sdk });
        await recording.UntilAsync(id, VerificationStatus.AwaitingInput);
        provider.Unstarted = new ProviderProgress(ProviderState.Decided, Decision.Accepted);
        await recording.Bench.SignalAsync(id, new Signal("event-1", SignalKind.ProviderEvent, "event-1"));
        return await recording.EndAsync(id);
    }

    private static async Task<GoldenHistory> StartSettlingAtTheDeadlineAsync()
    {
        await using var recording = await Recording.StartAsync(new FakeProvider { After = Fail("start", times: 1) });
        var command = recording.Bench.Command(ImageKind.Front) with { ExpiresAfter = TimeSpan.FromSeconds(30) };
        return await recording.EndAsync(await recording.Bench.StartAsync(command));
    }

    private static async Task<GoldenHistory> EndedAfterItDiedAsync()
    {
        await using var recording = await Recording.StartAsync(new FakeProvider { Progress = Processing });
        var bench = recording.Bench;
        var id = await bench.StartAsync(ImageKind.Front);
        await recording.UntilQuietAsync();
        await bench.Get<IWorkflowClient>().TerminateAsync(id.ToString(), CancellationToken.None);
        await bench.SweepAsync();
        return await recording.EndAsync(id);
    }

    /// <summary>As when an earlier history was lost: the session and the marker of the paid start lie in the store.</summary>
    private static async Task<GoldenHistory> ResumedAsync()
    {
        await using var recording = await Recording.StartAsync(new FakeProvider { Progress = Processing });
        var (bench, provider) = (recording.Bench, recording.Bench.Provider);
        var id = await bench.StartAsync(ImageKind.Front);
        await recording.UntilQuietAsync();
        await bench.Get<IWorkflowClient>().TerminateAsync(id.ToString(), CancellationToken.None);
        await bench.Get<IWorkflowClient>().PurgeAsync(id.ToString(), CancellationToken.None);
        await bench.Get<IWorkflowClient>().StartAsync(VerificationWorkflow.WorkflowName, id.ToString(), CancellationToken.None);
        await recording.UntilQuietAsync();
        provider.Progress = new ProviderProgress(ProviderState.Decided, Decision.Accepted);
        return await recording.EndAsync(id);
    }

    private static async Task<GoldenHistory> AnchoredAsync()
    {
        await using var recording = await Recording.StartAsync();
        await recording.Bench.SweepAsync();
        await recording.UntilEndedAsync(AnchorWorkflow.InstanceId, Second);
        return await recording.StopAsync(AnchorWorkflow.InstanceId);
    }

    private static async Task<GoldenHistory> StartUnknownAsync(FakeProvider provider)
    {
        await using var recording = await Recording.StartAsync(provider);
        return await recording.EndAsync(await recording.Bench.StartAsync(ImageKind.Front));
    }

    private static async Task<GoldenHistory> CanceledAsync()
    {
        await using var recording = await Recording.StartAsync();
        var id = await recording.Bench.StartAsync();
        await recording.UntilAsync(id, VerificationStatus.AwaitingInput);
        await recording.Bench.CancelAsync(id);
        return await recording.EndAsync(id);
    }

    private static async Task<GoldenHistory> ExpiredAsync(params ImageKind[] images)
    {
        await using var recording = await Recording.StartAsync(new FakeProvider { Progress = Processing });
        var id = await recording.Bench.StartAsync(recording.Bench.Command(images) with { ExpiresAfter = TimeSpan.FromMinutes(1) });
        return await recording.EndAsync(id);
    }

    private static async Task<GoldenHistory> FallbackAsync(Func<VerificationId, string> instance)
    {
        var first = new FakeProvider("first") { Before = Fail("upload.Front") };
        await using var recording = await Recording.StartAsync(first, new FakeProvider("second"));
        var id = await recording.Bench.StartAsync(ImageKind.Front);
        await recording.UntilEndedAsync(id.ToString(), Second);
        await recording.UntilEndedAsync(CloseWorkflow.InstanceId(id, attempt: 1), Second);
        return await recording.StopAsync(instance(id));
    }

    private static async Task<GoldenHistory> ReviewedAsync(TimeSpan window, Func<Recording, VerificationId, Task>? changed = null)
    {
        var provider = new FakeProvider();
        provider.Descriptor = provider.Descriptor with { ReviewWindow = window };
        await using var recording = await Recording.StartAsync(provider);
        var id = await recording.Bench.StartAsync(ImageKind.Front);
        await recording.UntilAsync(id, VerificationStatus.Completed, Second);
        await recording.UntilQuietAsync();
        provider.Progress = new ProviderProgress(ProviderState.Decided, Decision.Rejected);
        provider.Result = provider.Result with { Decision = Decision.Rejected };
        await (changed?.Invoke(recording, id) ?? Task.CompletedTask);
        return await recording.EndAsync(id, Hour);
    }

    private static Task ToldAsync(Recording recording, VerificationId id) =>
        recording.Bench.SignalAsync(id, new Signal("review", SignalKind.ProviderEvent, "review"));

    private static Task UnreadableAsync(Recording recording, VerificationId id)
    {
        recording.Bench.Provider.Before = call => _ = call == "result"
            ? throw new ProviderException(ProviderErrorKind.Refused, "provider.refused", "The call was refused.", mayHaveTakenEffect: false)
            : true;
        return Task.CompletedTask;
    }

    /// <summary>The erasure waits for the provider at the end, or it would have removed this history.</summary>
    private static async Task<GoldenHistory> ErasedAsync()
    {
        await using var recording = await Recording.StartAsync(new FakeProvider { Before = Fail("delete") });
        var id = await recording.Bench.StartAsync();
        await recording.UntilAsync(id, VerificationStatus.AwaitingInput);
        await recording.Bench.EraseAsync(id);
        return await recording.EndAsync(id);
    }

    private static async Task<GoldenHistory> DeletionFailingTwiceAsync()
    {
        await using var recording = await Recording.StartAsync(DeletionFailingTwice());
        return await recording.EndAsync(await recording.Bench.StartAsync(ImageKind.Front));
    }

    private static async Task<GoldenHistory> EraseWhileRunningAsync(FakeProvider provider)
    {
        await using var recording = await Recording.StartAsync(provider);
        var id = await recording.Bench.StartAsync();
        await recording.UntilAsync(id, VerificationStatus.AwaitingInput);
        await recording.Bench.EraseAsync(id);
        await recording.UntilEndedAsync(EraseWorkflow.InstanceId(id), Second);
        return await recording.StopAsync(EraseWorkflow.InstanceId(id));
    }

    private static async Task<GoldenHistory> DeliveredAtThirdTryAsync()
    {
        await using var recording = await Recording.StartAsync();
        var bench = recording.Bench;
        bench.Deliveries.Answer = tried => tried < 3 ? new DeliveryAnswer(503, "unavailable") : new DeliveryAnswer(200, "delivered");
        var command = bench.Command(ImageKind.Front);
        var request = command.Request with { CallbackUrl = new Uri("https://client.example/hooks") };
        var id = await bench.StartAsync(command with { Request = request });
        await recording.UntilEndedAsync(id.ToString(), Second);
        await recording.UntilEndedAsync(NotifyWorkflow.InstanceId(id, revision: 1), Second);
        return await recording.StopAsync(NotifyWorkflow.InstanceId(id, revision: 1));
    }

    private static async Task<GoldenHistory> EndAsync(this Recording recording, VerificationId id, TimeSpan? interval = null)
    {
        await recording.UntilEndedAsync(id.ToString(), interval ?? Second);
        return await recording.StopAsync(id.ToString());
    }

    private static FakeProvider DeletionFailingTwice() => new() { Before = Fail("delete", times: 2) };

    private static Action<string> Fail(string call, int times = int.MaxValue) => called =>
    {
        if (called == call && times-- > 0)
        {
            throw new ProviderException(ProviderErrorKind.Transient, "provider.timeout", "The call timed out.", mayHaveTakenEffect: true);
        }
    };
}
