using Verification.Core.Activities;
using Verification.Core.Images;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Orchestration;

/// <summary>One attempt with one provider, from opening the session to an answer that is final.</summary>
internal sealed class ProviderAttempt(
    WorkflowContext context, SignalInbox signals, Steps steps, VerificationPlan plan, VerificationId id, int attempt)
{
    private readonly ProviderPlan _provider = plan.Providers[attempt - 1];
    private readonly AttemptInput _input = new(id, attempt);
    private readonly ProviderWatch _watch = new(context, signals, steps, plan, id, attempt);
    private readonly TimeSpan _patience = attempt < plan.Providers.Count ? plan.Pace.FallbackAfter : plan.Pace.Patience;

    public async Task<Ending> RunAsync()
    {
        steps.Publish(VerificationStatus.Pending);
        return await OpenAsync()
            ?? await CaptureAsync()
            ?? await StartAsync()
            ?? await FinishAsync()
            ?? await _watch.UntilAnsweredAsync(captured: plan.Capture == CapturePath.Upload || _provider.NeedsStart);
    }

    private async Task<Ending?> OpenAsync()
    {
        var opened = await steps.RetryAsync(OpenSession.Ref, _input, PatienceEnds, () => signals.EndRequested);
        return Interrupted() ?? (opened.Succeeded ? null : FailedTechnically(opened.Failure));
    }

    private Task<Ending?> CaptureAsync() => plan.Capture switch
    {
        _ when plan.Captured && attempt == plan.FirstAttempt => Task.FromResult<Ending?>(null),
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
            steps.Publish(VerificationStatus.Processing);
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

    private Task<Ending?> AwaitCaptureDoneAsync() => plan.Version < 1
        ? AwaitAsync([new AwaitedInput(null, "capture.pending")], () => signals.CaptureDone)
        : _watch.UntilCapturedAsync();

    private Task<Ending?> StartAsync() => _provider.NeedsStart
        ? new PaidStart(context, signals, steps, plan, id, attempt).RunAsync(PatienceEnds)
        : Task.FromResult<Ending?>(null);

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

    private async Task<Ending?> AwaitAsync(IReadOnlyList<AwaitedInput> awaited, Func<bool> arrived)
    {
        signals.Drain();
        if (!arrived())
        {
            steps.Publish(VerificationStatus.AwaitingInput, awaited);
            await signals.WaitAsync(plan.ExpiresAt, () => arrived() || signals.EndRequested);
        }

        return Interrupted() ?? (arrived() ? null : Ending.Expired(attempt, "input.missing"));
    }

    private Ending FailedTechnically(Failure failure) =>
        Ending.FailedTechnically(attempt, failure, late: plan.Version > 0 && context.Now >= plan.ExpiresAt);

    private Ending? Interrupted() => Ending.AskedFor(signals, attempt);

    private DateTimeOffset PatienceEnds => Steps.Earlier(context.Now + _patience, plan.ExpiresAt);

    private ImageGenerations Submitted => signals.Submitted.Newest(plan.Submitted ?? ImageGenerations.None);
}
