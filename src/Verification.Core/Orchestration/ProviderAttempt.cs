using Verification.Core.Activities;
using Verification.Core.Attempts;
using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Orchestration;

/// <summary>One attempt with one provider, from opening the session to an answer that is final.</summary>
internal sealed class ProviderAttempt(
    WorkflowContext context, SignalInbox signals, Steps steps, VerificationPlan plan, VerificationId id, int attempt)
{
    private static readonly TimeSpan NotStartedInterval = TimeSpan.FromSeconds(5);

    private readonly ProviderPlan _provider = plan.Providers[attempt - 1];
    private readonly AttemptInput _input = new(id, attempt);
    private readonly TimeSpan _patience = attempt < plan.Providers.Count ? plan.Pace.FallbackAfter : plan.Pace.Patience;

    public async Task<Ending> RunAsync()
    {
        Publish(VerificationStatus.Pending);
        return await OpenAsync() ?? await CaptureAsync() ?? await StartAsync() ?? await FinishAsync() ?? await AwaitAnswerAsync();
    }

    private async Task<Ending?> OpenAsync()
    {
        var opened = await steps.RetryAsync(OpenSession.Ref, _input, PatienceEnds, () => signals.EndRequested);
        return Interrupted() ?? (opened.Succeeded ? null : FailedTechnically(opened.Failure));
    }

    private Task<Ending?> CaptureAsync() => plan.Capture switch
    {
        CapturePath.Upload => UploadAsync(),
        _ when _provider.NeedsStart => AwaitCaptureDoneAsync(),
        _ => Task.FromResult<Ending?>(null),
    };

    /// <summary>Collects and sends images until the provider's quality checks let all of them pass.</summary>
    private async Task<Ending?> UploadAsync()
    {
        ImageGenerations sent = ImageGenerations.None, refused = ImageGenerations.None;
        AwaitedInput[] awaited = [.. plan.NeededImages.Select(AwaitedInput.Missing)];
        for (var round = 0; round <= plan.Pace.MaxRetakes; round++)
        {
            ImageKind[] kinds = [.. awaited.Select(input => input.Kind!.Value)];
            if (await AwaitAsync(awaited, () => Submitted.IsNewerThan(refused, kinds)) is { } ending)
            {
                return ending;
            }

            var submitted = Submitted;
            Publish(VerificationStatus.Processing);
            var uploaded = await steps.RetryAsync(
                UploadImages.Ref, new UploadImagesInput(id, attempt, submitted, sent), PatienceEnds, () => signals.EndRequested);
            if (Interrupted() is { } interrupted)
            {
                return interrupted;
            }

            if (!uploaded.Succeeded)
            {
                return FailedTechnically(uploaded.Failure);
            }

            if (uploaded.Value.Refused.Count == 0)
            {
                return null;
            }

            (sent, refused) = (uploaded.Value.Sent, submitted);
            awaited = [.. uploaded.Value.Refused.Select(input => input with { Refused = refused.Of(input.Kind!.Value) })];
        }

        return Ending.Failed(attempt, "images.refused");
    }

    private Task<Ending?> AwaitCaptureDoneAsync() =>
        AwaitAsync([new AwaitedInput(null, "capture.pending")], () => signals.CaptureDone);

    /// <summary>Makes the paid start happen at most once; while its fate is unknown there is neither a new session nor a fallback.</summary>
    private async Task<Ending?> StartAsync()
    {
        if (!_provider.NeedsStart)
        {
            return null;
        }

        var patience = PatienceEnds;
        while (true)
        {
            var started = await steps.RetryAsync(StartVerification.Ref, _input, plan.ExpiresAt, () => signals.EndRequested);
            if (Interrupted() is { } interrupted)
            {
                return interrupted;
            }

            if (started.Value is not { } start)
            {
                return Ending.Failed(attempt, started.Failure!.Code);
            }

            if (start.Fate == AttemptFate.Started)
            {
                return null;
            }

            if (start.Refusal is { } refusal && (refusal.Kind == FailureKind.Permanent || context.Now >= patience))
            {
                return refusal.Code == StartVerification.TooLate ? Ending.Expired(attempt, refusal.Code) : FailedTechnically(refusal);
            }

            if (context.Now >= plan.ExpiresAt)
            {
                return Ending.Failed(attempt, "start.unknown");
            }

            var next = start.AskAgainAt ?? context.Now + (start.Refusal?.RetryAfter ?? NotStartedInterval);
            await signals.WaitAsync(Earlier(next, plan.ExpiresAt), () => signals.EndRequested);
        }
    }

    private async Task<Ending?> FinishAsync()
    {
        if (!_provider.NeedsFinish)
        {
            return null;
        }

        var finished = await steps.RetryAsync(FinishCapture.Ref, _input, plan.ExpiresAt, () => signals.EndRequested);
        if (finished.Succeeded || (finished.Failure.Kind == FailureKind.Transient && context.Now >= plan.ExpiresAt))
        {
            // At the deadline the last look at the provider says how it ends.
            return null;
        }

        return Interrupted() ?? Ending.Failed(attempt, finished.Failure.Code);
    }

    /// <summary>Reads the provider after each hint and at growing intervals; hints are never believed.</summary>
    private async Task<Ending> AwaitAnswerAsync()
    {
        PublishWaiting();
        for (int round = 0, gone = 0; ; round++)
        {
            await signals.WaitAsync(Earlier(context.Now + Interval(round), plan.ExpiresAt), () => signals.HasHints || signals.EndRequested);
            var ended = context.Now >= plan.ExpiresAt;
            var progress = await steps.RunAsync(CheckProgress.Ref, new CheckProgressInput(id, attempt, signals.TakeHints()));
            gone = progress.Value?.State == ProviderState.Gone ? gone + 1 : 0;
            if (Final(progress.Value, gone) is { } final)
            {
                return final;
            }

            if (Interrupted() is { } interrupted)
            {
                return interrupted;
            }

            if (ended)
            {
                return Ending.Expired(attempt, progress.Failure?.Code ?? "deadline.passed");
            }
        }
    }

    private Ending? Final(CheckedProgress? progress, int gone) => progress switch
    {
        { State: ProviderState.Decided } => new Ending(VerificationStatus.Completed, progress.Decision, [], attempt),
        { State: ProviderState.Failed } => Ending.Failed(attempt, progress.Reason ?? "provider.failed"),
        { State: ProviderState.Canceled } => Ending.Canceled(attempt, "provider.canceled"),
        { State: ProviderState.Gone } when gone > 1 => Ending.Failed(attempt, "session.gone"),
        _ => null,
    };

    private async Task<Ending?> AwaitAsync(IReadOnlyList<AwaitedInput> awaited, Func<bool> arrived)
    {
        signals.Drain();
        if (!arrived())
        {
            Publish(VerificationStatus.AwaitingInput, awaited);
            await signals.WaitAsync(plan.ExpiresAt, () => arrived() || signals.EndRequested);
        }

        return Interrupted() ?? (arrived() ? null : Ending.Expired(attempt, "input.missing"));
    }

    /// <summary>Nothing was paid for. What was refused for good is no technical failure and is not carried to the next provider.</summary>
    private Ending FailedTechnically(Failure failure) =>
        Ending.Failed(attempt, failure.Code, tryNext: failure.Kind == FailureKind.Transient);

    private Ending? Interrupted() => signals switch
    {
        { EraseRequested: true } => Ending.Canceled(attempt, "erased") with { Erased = true },
        { CancelRequested: true } => Ending.Canceled(attempt, "client.canceled"),
        _ => null,
    };

    private DateTimeOffset PatienceEnds => Earlier(context.Now + _patience, plan.ExpiresAt);

    private ImageGenerations Submitted => signals.Submitted.Newest(plan.Submitted ?? ImageGenerations.None);

    private TimeSpan Interval(int round) => PollSchedule.Interval(round, plan.Pace.PollFirst, plan.Pace.PollLast);

    private void PublishWaiting()
    {
        if (plan.Capture != CapturePath.Upload && !_provider.NeedsStart)
        {
            Publish(VerificationStatus.AwaitingInput, [new AwaitedInput(null, "capture.pending")]);
        }
        else
        {
            Publish(VerificationStatus.Processing);
        }
    }

    private void Publish(VerificationStatus status, IReadOnlyList<AwaitedInput>? awaiting = null) =>
        context.SetStatus(new WorkflowStatus(status, context.Now, awaiting ?? []));

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
