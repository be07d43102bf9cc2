using Verification.Core.Orchestration;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Deliveries;

/// <summary>What a client may do with its outgoing webhooks.</summary>
public sealed class DeliveryCommands(DeliveryStore deliveries, DeliveryTargets targets, IWorkflowClient workflows, TimeProvider time)
{
    /// <summary>Sends a webhook again now, whatever became of it, and takes an endpoint that said 410 back into use.</summary>
    /// <param name="requestId">Makes the request unique: the same one resends once.</param>
    public async Task ResendAsync(VerificationRecord record, Delivery delivery, Code requestId, CancellationToken cancellationToken)
    {
        if (await targets.FindAsync(record, cancellationToken) is { } target)
        {
            await deliveries.EnableAsync(record.Client, target.Endpoint, cancellationToken);
        }

        var running = NotifyWorkflow.InstanceId(record.Id, delivery.Revision);
        if (!await workflows.SignalAsync(running, new Signal(requestId, SignalKind.Resend), cancellationToken))
        {
            await workflows.StartAsync(
                NotifyWorkflow.WorkflowName,
                NotifyWorkflow.InstanceId(record.Id, delivery.Revision, time.GetUtcNow().ToUnixTimeMilliseconds()),
                cancellationToken);
        }
    }
}
