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

        var plan = loaded.Value;
        var conclusion = new Conclusion(context, signals, steps, plan, id);
        for (var attempt = 1; ; attempt++)
        {
            var ending = await new ProviderAttempt(context, signals, steps, plan, id, attempt).RunAsync();
            if (!ending.TryNext || attempt == plan.Providers.Count)
            {
                await conclusion.RunAsync(ending);
                return;
            }

            await steps.InsistAsync(AbandonSession.Ref, new AttemptInput(id, attempt));
        }
    }
}
