using Verification.Core.Orchestration;
using Verification.Core.Results;
using Verification.Core.Timeline;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Sweeping;

/// <summary>Deletes results and requests that are past their retention, and the histories of the workflows around them.</summary>
public sealed class RetentionSweep(
    RetentionStore retention,
    ResultStore results,
    RequestStore requests,
    VerificationStore verifications,
    TimelineStore timeline,
    IWorkflowClient workflows,
    TimeProvider time) : ISweep
{
    public string Name => nameof(RetentionSweep);

    public Task<int> RunAsync(CancellationToken cancellationToken) =>
        retention.ListDueAsync(time.GetUtcNow(), cancellationToken)
            .SweepEachAsync(due => SweepAsync(due.Id, due.Entry, cancellationToken), cancellationToken);

    private async Task<bool> SweepAsync(VerificationId id, string entry, CancellationToken cancellationToken)
    {
        await results.DeleteAsync(id, cancellationToken);
        await requests.DeleteAsync(id, cancellationToken);
        if (await verifications.FindAsync(id, cancellationToken) is { } record)
        {
            await PurgeHistoriesAsync(record, cancellationToken);
            await MarkExpiredAsync(record, cancellationToken);
        }

        return await retention.RemoveAsync(entry, cancellationToken);
    }

    /// <summary>The timeline of an erased verification is closed: its head stands in the receipt.</summary>
    private async Task MarkExpiredAsync(VerificationRecord record, CancellationToken cancellationToken)
    {
        if (record.Erasure is null)
        {
            await timeline.AppendAsync(record.Id, Actor.System, "result.expired", "1", cancellationToken);
            await verifications.UpdateAsync(record.Id, current => current with { ResultExpired = true }, cancellationToken);
        }
    }

    /// <summary>Instances that still run are left; they hold ids and codes only.</summary>
    private async Task PurgeHistoriesAsync(VerificationRecord record, CancellationToken cancellationToken)
    {
        string[] instances =
        [
            record.Id.ToString(),
            EraseWorkflow.InstanceId(record.Id),
            .. Enumerable.Range(1, record.Providers.Count).Select(attempt => CloseWorkflow.InstanceId(record.Id, attempt)),
            .. Enumerable.Range(1, record.Outcome?.Revision ?? 1).Select(revision => NotifyWorkflow.InstanceId(record.Id, revision)),
        ];
        foreach (var instance in instances)
        {
            await workflows.PurgeAsync(instance, cancellationToken);
        }
    }
}
