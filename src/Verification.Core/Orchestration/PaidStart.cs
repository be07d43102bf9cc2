using Verification.Core.Activities;
using Verification.Core.Attempts;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Orchestration;

/// <summary>Makes the paid start happen at most once; while its fate is unknown there is neither a new session nor a fallback.</summary>
internal sealed class PaidStart(
    WorkflowContext context, SignalInbox signals, Steps steps, VerificationPlan plan, VerificationId id, int attempt)
{
    private static readonly TimeSpan NotStartedInterval = TimeSpan.FromSeconds(5);

    /// <param name="patience">Until when a provider that certainly started nothing is asked again.</param>
    /// <returns>Null when it is started.</returns>
    public async Task<Ending?> RunAsync(DateTimeOffset patience)
    {
        while (true)
        {
            var started = await steps.RetryAsync(
                StartVerification.Ref, new AttemptInput(id, attempt), plan.ExpiresAt, () => signals.EndRequested);
            if (Ending.AskedFor(signals, attempt) is { } asked)
            {
                return asked;
            }

            if (started.Value is not { } start)
            {
                return Ending.Failed(attempt, context.Now >= plan.ExpiresAt ? "start.unknown" : started.Failure!.Code);
            }

            if (start.Fate == AttemptFate.Started)
            {
                return null;
            }

            if (start.Refusal is { } refusal && (refusal.Kind == FailureKind.Permanent || context.Now >= patience))
            {
                // Only images can be handed to another provider; what a person has shown to an SDK cannot.
                return Ending.FailedTechnically(
                    attempt,
                    refusal,
                    late: plan.Version > 0 && context.Now >= plan.ExpiresAt,
                    portable: plan.Version < 1 || plan.Capture == CapturePath.Upload);
            }

            if (context.Now >= plan.ExpiresAt && plan.Version < 1)
            {
                return Ending.Failed(attempt, "start.unknown");
            }

            // A start is looked at when it has settled, be that after the deadline: what it bought must be known, and a look buys nothing.
            var next = start.AskAgainAt ?? context.Now + (start.Refusal?.RetryAfter ?? NotStartedInterval);
            var settles = plan.Version > 0 && start.AskAgainAt is not null;
            await signals.WaitAsync(settles ? next : Steps.Earlier(next, plan.ExpiresAt), () => signals.EndRequested);
        }
    }
}
