using System.Globalization;
using Microsoft.Extensions.Logging;
using Verification.Core.Activities;
using Verification.Core.Deliveries;
using Verification.Core.Orchestration;
using Verification.Core.Storage;
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
    private static readonly TimeSpan Recent = TimeSpan.FromDays(1);

    private readonly Round _round = new(time);

    public string Name => nameof(RecoverySweep);

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (await IsDoneAsync(workflows, cancellationToken))
        {
            return 0;
        }

        var (recovered, isDone) = await _round.GoOnAsync(
            after => verifications.ListAsync(after, cancellationToken), path => TryRecoverAsync(path, cancellationToken), cancellationToken);
        if (isDone)
        {
            // Last, so that a crash or a failure before it has everything looked at again.
            await workflows.StartAsync(AnchorWorkflow.WorkflowName, AnchorWorkflow.InstanceId, cancellationToken);
        }

        if (recovered > 0)
        {
            LogRecovered(recovered);
        }

        return recovered;
    }

    /// <summary>False while what had not ended may still have to be started anew, so that nobody may clean up after it.</summary>
    internal static async Task<bool> IsDoneAsync(IWorkflowClient workflows, CancellationToken cancellationToken) =>
        await workflows.GetAsync(AnchorWorkflow.InstanceId, cancellationToken) is not null;

    /// <summary>A damaged record is never whole again; to wait for it would put off the clean-up of all others for ever.</summary>
    private async Task<bool> TryRecoverAsync(string path, CancellationToken cancellationToken)
    {
        if (VerificationStore.IdIn(path) is not { } id)
        {
            return false;
        }

        try
        {
            return await verifications.FindAsync(id, cancellationToken) is { Scheduled: true } record
                && await RecoverAsync(record, cancellationToken);
        }
        catch (Exception damaged) when (Damage.Is(damaged))
        {
            LogDamaged(id);
            return false;
        }
    }

    private Task<bool> RecoverAsync(VerificationRecord record, CancellationToken cancellationToken) => record switch
    {
        { Erasure.CompletedAt: null } =>
            workflows.StartAsync(EraseWorkflow.WorkflowName, EraseWorkflow.InstanceId(record.Id), cancellationToken),
        { Erasure: not null } => Task.FromResult(false),
        { Outcome: { } outcome } => TellAsync(record.Id, outcome, cancellationToken),
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

    /// <summary>
    /// Where the telling was under way, or was about to begin. An older outcome without a delivery had nobody to be told to, which may
    /// have changed since.
    /// </summary>
    private async Task<bool> TellAsync(VerificationId id, VerificationOutcome outcome, CancellationToken cancellationToken)
    {
        var delivery = await deliveries.FindAsync(id, outcome.Revision, cancellationToken);
        var untold = delivery is { State: DeliveryState.Pending } || (delivery is null && time.GetUtcNow() < outcome.At + Recent);
        if (!untold
            || await workflows.GetAsync(id.ToString(), cancellationToken) is not null
            || await workflows.GetAsync(NotifyWorkflow.InstanceId(id, outcome.Revision), cancellationToken) is not null)
        {
            return false;
        }

        await startDelivery.RunAsync(new StartDeliveryInput(id, outcome.Revision), cancellationToken);
        return await deliveries.FindAsync(id, outcome.Revision, cancellationToken) is not null;
    }

    [LoggerMessage(113, LogLevel.Warning, "The histories of the workflows were lost; {Count} that had not ended were started anew.")]
    private partial void LogRecovered(int count);

    [LoggerMessage(114, LogLevel.Error, "The record of {Verification} is damaged; whether it had ended cannot be told.")]
    private partial void LogDamaged(VerificationId verification);
}
