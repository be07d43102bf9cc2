using Verification.Core.Activities;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Orchestration;

/// <summary>
/// Carries one verification from its start to one outcome, through its providers in order, and cleans up on every way out. Its
/// instance id is the verification's id.
/// </summary>
public sealed class VerificationWorkflow : IWorkflow
{
    public const string WorkflowName = "Verification";

    public string Name => WorkflowName;

    public async Task RunAsync(WorkflowContext context)
    {
        var id = VerificationId.Parse(context.InstanceId);
        var signals = new SignalInbox(context);
        var steps = new Steps(context, signals);
        var loaded = await steps.InsistAsync(LoadPlan.Ref, new VerificationInput(id));
        if (!loaded.Succeeded)
        {
            var outcome = new VerificationOutcome(VerificationStatus.Failed, null, [loaded.Failure.Code], "none", 1, context.Now);
            await steps.InsistAsync(RecordOutcome.Ref, new RecordOutcomeInput(id, outcome));
            await steps.InsistAsync(StartDelivery.Ref, new StartDeliveryInput(id, outcome.Revision));
            await steps.InsistAsync(DiscardImages.Ref, new VerificationInput(id));
            return;
        }

        var plan = await ChooseAsync(steps, loaded.Value, id, loaded.Value.FirstAttempt);
        for (var attempt = plan.FirstAttempt; ; attempt++)
        {
            var ending = await new ProviderAttempt(context, signals, steps, plan, id, attempt).RunAsync();
            if (!ending.TryNext || attempt == plan.Providers.Count)
            {
                await new Conclusion(context, signals, steps, plan, id).RunAsync(ending);
                return;
            }

            // The next one is known first, for it may go on in the session that is abandoned.
            plan = await ChooseAsync(steps, plan, id, attempt + 1);
            await steps.InsistAsync(AbandonSession.Ref, new AttemptInput(id, attempt));
        }
    }

    /// <summary>Where the client named several. The attempt has opened nothing yet, and no earlier one has anything paid for whose fate is unknown.</summary>
    private static async Task<VerificationPlan> ChooseAsync(Steps steps, VerificationPlan plan, VerificationId id, int attempt)
    {
        if (plan.Version < 1 || plan.Providers.Count == 1)
        {
            return plan;
        }

        var chosen = await steps.InsistAsync(ChooseProvider.Ref, new AttemptInput(id, attempt));
        return chosen.Succeeded ? plan.InOrder(chosen.Value) : plan;
    }
}
