using Verification.Core.Orchestration;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Deliveries;

/// <summary>What a client may do with its outgoing webhooks.</summary>
public sealed class DeliveryCommands(DeliveryStore deliveries, DeliveryTargets targets, IWorkflowClient workflows)
{
    /// <summary>Sends a webhook again now, whatever became of it, and takes an endpoint that said 410 back into use.</summary>
    public async Task ResendAsync(VerificationRecord record, Delivery delivery, CancellationToken cancellationToken)
    {
        if (await targets.FindAsync(record, cancellationToken) is { } target)
        {
            await deliveries.EnableAsync(record.Client, target.Endpoint, cancellationToken);
        }

        // The one that told it, or a new one in its place; where another resend was faster, that one.
        var instance = NotifyWorkflow.InstanceId(record.Id, delivery.Revision);
        while (!await workflows.SignalAsync(instance, new Signal("client.resend", SignalKind.Resend), cancellationToken))
        {
            await workflows.PurgeAsync(instance, cancellationToken);
            if (await workflows.StartAsync(NotifyWorkflow.WorkflowName, instance, cancellationToken))
            {
                return;
            }
        }
    }
}
