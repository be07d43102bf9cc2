using Microsoft.Extensions.Logging;
using Verification.Core.Erasing;
using Verification.Core.Timeline;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Activities;

/// <summary>Removes the workflow's history, writes the receipt and takes the outcome out of the record.</summary>
public sealed class CompleteErasure(
    VerificationStore verifications,
    ReceiptStore receipts,
    TimelineStore timeline,
    IWorkflowClient workflows,
    TimeProvider time,
    ILogger<CompleteErasure> logger)
    : Activity<VerificationInput, Nothing>(Ref, logger)
{
    public static readonly ActivityRef<VerificationInput, ActivityResult<Nothing>> Ref = new(nameof(CompleteErasure));

    private static readonly Code Left = "session.left";
    private static readonly Code[] SessionOutcomes = ["session.deleted", "session.kept"];

    protected override async Task<ActivityResult<Nothing>> ExecuteAsync(VerificationInput input, CancellationToken cancellationToken)
    {
        await workflows.PurgeAsync(input.Id.ToString(), cancellationToken);
        await timeline.AppendAsync(input.Id, Actor.System, TimelineStore.Closing, "1", cancellationToken);
        var record = await verifications.GetAsync(input.Id, cancellationToken);
        var entries = await timeline.GetAsync(input.Id, cancellationToken);
        await receipts.AddAsync(
            new ErasureReceipt(
                input.Id,
                record.Erasure?.RequestedAt ?? time.GetUtcNow(),
                entries[^1].Time,
                KeyDestroyed: true,
                [.. Sessions(record, entries)],
                TimelineChain.Head(entries)),
            cancellationToken);
        await verifications.UpdateAsync(
            input.Id,
            current => current with { Outcome = null, ReferenceDigest = null, Erasure = current.Erasure! with { CompletedAt = entries[^1].Time } },
            cancellationToken);
        return Nothing.Value;
    }

    /// <summary>Also one whose opening was lost and that came to light only when it was deleted, or that may never come to light.</summary>
    private static IEnumerable<SessionErasure> Sessions(VerificationRecord record, IReadOnlyList<TimelineEntry> entries)
    {
        var known =
            from entry in entries
            where entry.Code == "session.opened" || SessionOutcomes.Contains(entry.Code)
            group entry.Code by entry.Ref into session
            let end = session.LastOrDefault(SessionOutcomes.Contains)
            select (Attempt: session.Key, Outcome: end == default ? Left : end);
        var unknown = from entry in entries where entry.Code == Left select (Attempt: entry.Ref, Outcome: Left);
        return known.Concat(unknown).Select(
            session => new SessionErasure(record.ProviderOf(int.Parse(session.Attempt.ToString(), null)), session.Outcome));
    }
}
