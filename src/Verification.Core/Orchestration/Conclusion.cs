using Verification.Core.Activities;
using Verification.Core.Providers;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Orchestration;

/// <summary>What follows the end of an attempt: storing the result, the outcome, review, and leaving nothing behind.</summary>
internal sealed class Conclusion(
    WorkflowContext context, SignalInbox signals, Steps steps, VerificationPlan plan, VerificationId id)
{
    /// <summary>Growing by half: about twenty looks in three days.</summary>
    private static readonly TimeSpan ReviewPollFirst = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan ReviewPollLast = TimeSpan.FromHours(6);

    /// <summary>An erasure cleans up by itself, so the workflow only gets out of its way.</summary>
    public async Task RunAsync(Ending ending)
    {
        if (ending.Erased)
        {
            return;
        }

        var outcome = await StoreAsync(ending, standing: null);
        await steps.InsistAsync(DiscardImages.Ref, new VerificationInput(id));
        await ReviewAsync(ending, outcome);
        await steps.RetryAsync(
            CloseSession.Ref, new CloseSessionInput(id, ending.Attempt), context.Now + plan.Pace.CloseFor, () => signals.EraseRequested);
    }

    /// <summary>
    /// A result that cannot be read for as long as a session is kept open for it ends the verification as failed, unless an outcome stands.
    /// </summary>
    private async Task<VerificationOutcome> StoreAsync(Ending ending, VerificationOutcome? standing)
    {
        var revision = (standing?.Revision ?? 0) + 1;
        if (ending.Decision is not null)
        {
            var readable = context.Now + plan.Pace.CloseFor;
            var input = new StoreResultInput(id, ending.Attempt, revision);
            var stored = await steps.RetryAsync(StoreResult.Ref, input, readable, () => signals.EraseRequested);
            if (standing is not null && !stored.Succeeded && plan.Version > 0)
            {
                await steps.InsistAsync(KeepOutcome.Ref, input);
                return standing;
            }

            ending = stored.Succeeded
                ? ending with { Decision = stored.Value.Decision, Reasons = stored.Value.Reasons }
                : Ending.Failed(ending.Attempt, stored.Failure.Code);
        }

        var provider = plan.Providers[ending.Attempt - 1].Provider;
        var outcome = new VerificationOutcome(ending.Status, ending.Decision, ending.Reasons, provider, revision, context.Now);
        await steps.InsistAsync(RecordOutcome.Ref, new RecordOutcomeInput(id, outcome));
        context.SetStatus(new WorkflowStatus(outcome.Status, context.Now, []));
        await steps.InsistAsync(StartDelivery.Ref, new StartDeliveryInput(id, revision));
        return outcome;
    }

    /// <summary>
    /// Stays with a decision for as long as the provider may change it, looking after each hint and, sparsely, by itself; a changed one
    /// is stored as the next revision.
    /// </summary>
    private async Task ReviewAsync(Ending ending, VerificationOutcome outcome)
    {
        var provider = plan.Providers[ending.Attempt - 1];
        var until = outcome.At + provider.ReviewWindow;
        for (var round = 0;
            outcome.Decision is { } standing
                && provider.ReviewedDecisions.Contains(standing)
                && context.Now < until
                && !signals.EraseRequested;
            round++)
        {
            var next = context.Now + PollSchedule.Interval(round, ReviewPollFirst, ReviewPollLast);
            await signals.WaitAsync(
                plan.Version > 0 ? Steps.Earlier(next, until) : until, () => signals.HasHints || signals.EraseRequested);
            var progress = await steps.RunAsync(CheckProgress.Ref, new CheckProgressInput(id, ending.Attempt, signals.TakeHints()));
            if (progress.Value is { State: ProviderState.Decided } decided && decided.Decision != outcome.Decision)
            {
                outcome = await StoreAsync(ending with { Decision = decided.Decision }, outcome);
            }
        }
    }
}
