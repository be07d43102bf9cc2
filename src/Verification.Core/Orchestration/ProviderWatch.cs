using Verification.Core.Activities;
using Verification.Core.Providers;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Orchestration;

/// <summary>
/// Reads the provider after each hint, after each submit and at growing intervals, which begin anew once the person is done. Hints and
/// submits are never believed.
/// </summary>
internal sealed class ProviderWatch(
    WorkflowContext context, SignalInbox signals, Steps steps, VerificationPlan plan, VerificationId id, int attempt)
{
    private static readonly AwaitedInput[] CapturePending = [new(null, "capture.pending")];

    /// <summary>Watches while the person is at the capture, until the client says that it is done.</summary>
    /// <returns>Null when it is done; the session has still to be started.</returns>
    public async Task<Ending?> UntilCapturedAsync()
    {
        var ending = await WatchAsync(captured: false, () => signals.CaptureDone, "input.missing");
        signals.TakeSubmit();
        return ending;
    }

    /// <param name="captured">False while nobody has said that the person is done.</param>
    public async Task<Ending> UntilAnsweredAsync(bool captured) =>
        await WatchAsync(captured, () => false, Ending.DeadlinePassed) ?? throw new InvalidOperationException("There is no answer.");

    private async Task<Ending?> WatchAsync(bool captured, Func<bool> enough, Code tooLate)
    {
        signals.Drain();
        captured |= signals.CaptureDone;
        Publish(captured);
        for (int round = 0, gone = 0; !enough(); round++)
        {
            var next = context.Now + PollSchedule.Interval(round, plan.Pace.PollFirst, plan.Pace.PollLast);
            await signals.WaitAsync(Steps.Earlier(next, plan.ExpiresAt), IsWoken);
            if (enough())
            {
                break;
            }

            var ended = context.Now >= plan.ExpiresAt;
            var progress = await steps.RunAsync(CheckProgress.Ref, new CheckProgressInput(id, attempt, signals.TakeHints()));
            gone = progress.Value?.State == ProviderState.Gone ? gone + 1 : 0;
            if ((Final(progress.Value, gone) ?? Ending.AskedFor(signals, attempt)) is { } final)
            {
                return final;
            }

            if (ended)
            {
                return Ending.Expired(attempt, progress.Failure?.Code ?? tooLate);
            }

            if (!captured && (signals.CaptureDone || progress.Value is { State: not ProviderState.Pending }))
            {
                captured = true;
                Publish(captured);
                round = plan.Version > 0 ? -1 : round;
            }
        }

        return Ending.AskedFor(signals, attempt);
    }

    private bool IsWoken() => signals.HasHints || signals.EndRequested || (plan.Version > 0 && signals.HasSubmit);

    private Ending? Final(CheckedProgress? progress, int gone) => progress switch
    {
        { State: ProviderState.Decided } => new Ending(VerificationStatus.Completed, progress.Decision, [], attempt),
        { State: ProviderState.Failed } => Ending.Failed(attempt, progress.Reason ?? "provider.failed"),
        { State: ProviderState.Canceled } => Ending.Canceled(attempt, "provider.canceled"),
        { State: ProviderState.Gone } when gone > 1 => Ending.Failed(attempt, "session.gone"),
        _ => null,
    };

    private void Publish(bool captured)
    {
        if (captured)
        {
            steps.Publish(VerificationStatus.Processing);
        }
        else
        {
            steps.Publish(VerificationStatus.AwaitingInput, CapturePending);
        }
    }
}
