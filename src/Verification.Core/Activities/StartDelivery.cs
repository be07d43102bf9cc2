using Microsoft.Extensions.Logging;
using Verification.Core.Deliveries;
using Verification.Core.Orchestration;
using Verification.Core.Timeline;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Activities;

/// <summary>Records that an outcome is to be told to the client, and hands the telling to an instance of its own.</summary>
public sealed class StartDelivery(
    VerificationStore verifications,
    DeliveryStore deliveries,
    DeliveryTargets targets,
    TimelineStore timeline,
    IWorkflowClient workflows,
    TimeProvider time,
    ILogger<StartDelivery> logger)
    : Activity<StartDeliveryInput, Nothing>(Ref, logger)
{
    public static readonly ActivityRef<StartDeliveryInput, ActivityResult<Nothing>> Ref = new(nameof(StartDelivery));

    protected override async Task<ActivityResult<Nothing>> ExecuteAsync(StartDeliveryInput input, CancellationToken cancellationToken)
    {
        var (id, revision) = input;
        var record = await verifications.GetAsync(id, cancellationToken);
        if (record.Outcome is not { } outcome || await targets.FindAsync(record, cancellationToken) is null)
        {
            return Nothing.Value;
        }

        var head = TimelineChain.Head(await timeline.GetAsync(id, cancellationToken));
        var delivery = new Delivery(
            Delivery.IdOf(id, revision), revision, Delivery.TypeOf(outcome), DeliveryState.Pending, time.GetUtcNow(), head, []);
        await deliveries.TryCreateAsync(id, delivery, cancellationToken);
        await workflows.StartAsync(NotifyWorkflow.WorkflowName, NotifyWorkflow.InstanceId(id, revision), cancellationToken);
        return Nothing.Value;
    }
}
