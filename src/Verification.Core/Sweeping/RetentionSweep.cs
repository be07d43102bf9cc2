using Verification.Core.Deliveries;
using Verification.Core.Images;
using Verification.Core.Orchestration;
using Verification.Core.Results;
using Verification.Core.Timeline;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Sweeping;

/// <summary>
/// Deletes results that are past their retention and, once all workflows around them have ended, the histories of these, the request and
/// what may be left of its images. An erasure that did not come to its end is begun anew.
/// </summary>
public sealed class RetentionSweep(
    RetentionStore retention,
    ResultStore results,
    ImageStore images,
    RequestStore requests,
    VerificationStore verifications,
    DeliveryStore deliveries,
    TimelineStore timeline,
    IWorkflowClient workflows,
    TimeProvider time) : ISweep
{
    private readonly Round _round = new(time);

    public string Name => nameof(RetentionSweep);

    public async Task<int> RunAsync(CancellationToken cancellationToken) =>
        await RecoverySweep.IsDoneAsync(workflows, cancellationToken)
            ? (await _round.GoOnAsync(
                after => retention.ListDueAsync(time.GetUtcNow(), after, cancellationToken),
                entry => SweepAsync(entry, cancellationToken),
                cancellationToken)).Swept
            : 0;

    private async Task<bool> SweepAsync(string entry, CancellationToken cancellationToken)
    {
        if (RetentionStore.IdIn(entry) is not { } id)
        {
            return false;
        }

        if (await verifications.FindAsync(id, cancellationToken) is { } record)
        {
            if (record is { Erasure: null, ResultExpiresAt: var due } && due > time.GetUtcNow())
            {
                // The decision was changed since; the changed one has an entry of its own.
                return await retention.RemoveAsync(entry, cancellationToken);
            }

            await ExpireAsync(record, cancellationToken);
            if (!await TryPurgeHistoriesAsync(record, cancellationToken)
                || (await verifications.GetAsync(id, cancellationToken)).Outcome?.Revision != record.Outcome?.Revision)
            {
                return false;
            }

            if (record is { Erasure.CompletedAt: null })
            {
                // Its workflow died. Begun anew it makes an entry of its own.
                await workflows.StartAsync(EraseWorkflow.WorkflowName, EraseWorkflow.InstanceId(id), cancellationToken);
                return await retention.RemoveAsync(entry, cancellationToken);
            }
        }

        // Nothing writes any more. What a crash left is named by no record and no index.
        await results.DeleteAsync(id, cancellationToken);
        await images.DiscardAsync(id, cancellationToken);
        await requests.DeleteAsync(id, cancellationToken);
        return await retention.RemoveAsync(entry, cancellationToken);
    }

    /// <summary>
    /// Deletes the results that the record names, and no later one: that of a changed decision is stored before the record tells of it. The
    /// timeline of an erased verification is closed: its head stands in the receipt.
    /// </summary>
    private async Task ExpireAsync(VerificationRecord record, CancellationToken cancellationToken)
    {
        for (var revision = 1; revision <= record.Outcome?.Revision; revision++)
        {
            await results.DeleteAsync(record.Id, revision, cancellationToken);
        }

        if (record.Erasure is null)
        {
            await timeline.AppendAsync(record.Id, Actor.System, "result.expired", $"{record.Outcome?.Revision ?? 1}", cancellationToken);
        }
    }

    /// <summary>
    /// False while one of them still runs. It may need the request: that holds the address where the outcome is to be told, and the
    /// reference by which a lost session is found.
    /// </summary>
    private async Task<bool> TryPurgeHistoriesAsync(VerificationRecord record, CancellationToken cancellationToken)
    {
        string[] instances =
        [
            record.Id.ToString(),
            EraseWorkflow.InstanceId(record.Id),
            .. Enumerable.Range(1, record.Providers.Count).Select(attempt => CloseWorkflow.InstanceId(record.Id, attempt)),
            .. (await deliveries.ListRevisionsAsync(record.Id, cancellationToken))
                .Select(revision => NotifyWorkflow.InstanceId(record.Id, revision)),
        ];
        var ended = true;
        foreach (var instance in instances)
        {
            ended &= await workflows.PurgeAsync(instance, cancellationToken)
                || !await workflows.IsRunningAsync(instance, cancellationToken);
        }

        return ended;
    }
}
