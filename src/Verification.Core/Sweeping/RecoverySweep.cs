using System.Globalization;
using Microsoft.Extensions.Logging;
using Verification.Core.Activities;
using Verification.Core.Deliveries;
using Verification.Core.Orchestration;
using Verification.Core.Timeline;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Sweeping;

/// <summary>
/// Where the histories of the workflows were lost and the store was not, starts anew what had not ended: verifications from what the
/// store knows of them, which buys nothing a second time, erasures, and notifications of outcomes. It looks at everything once, and again
/// only where the <see cref="AnchorWorkflow">anchor</see> is missing.
/// </summary>
public sealed partial class RecoverySweep(
    VerificationStore verifications,
    DeliveryStore deliveries,
    TimelineStore timeline,
    StartDelivery startDelivery,
    IWorkflowClient workflows,
    TimeProvider time,
    ILogger<RecoverySweep> logger) : ISweep
{
    public string Name => nameof(RecoverySweep);

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (await IsDoneAsync(workflows, cancellationToken))
        {
            return 0;
        }

        var recovered = 0;
        await foreach (var id in verifications.ListAsync(cancellationToken))
        {
            if (await verifications.FindAsync(id, cancellationToken) is { Scheduled: true } record)
            {
                recovered += await RecoverAsync(record, cancellationToken) ? 1 : 0;
            }
        }

        // Last, so that a crash before it has everything looked at again.
        await workflows.StartAsync(AnchorWorkflow.WorkflowName, AnchorWorkflow.InstanceId, cancellationToken);
        if (recovered > 0)
        {
            LogRecovered(recovered);
        }

        return recovered;
    }

    /// <summary>False while what had not ended may still have to be started anew, so that nobody may clean up after it.</summary>
    internal static async Task<bool> IsDoneAsync(IWorkflowClient workflows, CancellationToken cancellationToken) =>
        await workflows.GetAsync(AnchorWorkflow.InstanceId, cancellationToken) is not null;

    private Task<bool> RecoverAsync(VerificationRecord record, CancellationToken cancellationToken) => record switch
    {
        { Erasure.CompletedAt: null } =>
            workflows.StartAsync(EraseWorkflow.WorkflowName, EraseWorkflow.InstanceId(record.Id), cancellationToken),
        { Erasure: not null } => Task.FromResult(false),
        { Outcome: { } outcome } => TellAsync(record.Id, outcome.Revision, cancellationToken),
        _ => ResumeAsync(record.Id, cancellationToken),
    };

    private async Task<bool> ResumeAsync(VerificationId id, CancellationToken cancellationToken)
    {
        if (await workflows.GetAsync(id.ToString(), cancellationToken) is not null)
        {
            return false;
        }

        var at = time.GetUtcNow().UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        await timeline.AppendAsync(id, Actor.System, "verification.resumed", at, cancellationToken);
        return await workflows.StartAsync(VerificationWorkflow.WorkflowName, id.ToString(), cancellationToken);
    }

    private async Task<bool> TellAsync(VerificationId id, int revision, CancellationToken cancellationToken)
    {
        if (await deliveries.FindAsync(id, revision, cancellationToken) is not (null or { State: DeliveryState.Pending })
            || await workflows.GetAsync(NotifyWorkflow.InstanceId(id, revision), cancellationToken) is not null)
        {
            return false;
        }

        await startDelivery.RunAsync(new StartDeliveryInput(id, revision), cancellationToken);
        return await deliveries.FindAsync(id, revision, cancellationToken) is not null;
    }

    [LoggerMessage(113, LogLevel.Warning, "The histories of the workflows were lost; {Count} that had not ended were started anew.")]
    private partial void LogRecovered(int count);
}
