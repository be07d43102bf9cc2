using Microsoft.Extensions.Logging;
using Verification.Core.Results;
using Verification.Core.Timeline;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Activities;

/// <summary>Marks the record as erased, so that nothing new begins, and tells the running workflow.</summary>
public sealed class BeginErasure(
    VerificationStore verifications,
    RetentionStore retention,
    TimelineStore timeline,
    IWorkflowClient workflows,
    TimeProvider time,
    ILogger<BeginErasure> logger)
    : Activity<VerificationInput, BegunErasure>(Ref, logger)
{
    public static readonly ActivityRef<VerificationInput, ActivityResult<BegunErasure>> Ref = new(nameof(BeginErasure));

    /// <summary>Longer than an erasure may wait for a provider, so that its own history can be removed too.</summary>
    private static readonly TimeSpan HistoryKept = TimeSpan.FromDays(8);

    protected override async Task<ActivityResult<BegunErasure>> ExecuteAsync(VerificationInput input, CancellationToken cancellationToken)
    {
        var record = await verifications.UpdateAsync(input.Id, current => current.TryErase(time.GetUtcNow()), cancellationToken);
        await retention.ScheduleAsync(input.Id, time.GetUtcNow() + HistoryKept, cancellationToken);
        await timeline.AppendAsync(input.Id, Actor.Client, "erasure.requested", "1", cancellationToken);
        await workflows.SignalAsync(input.Id.ToString(), new Signal("erase", SignalKind.Erase), cancellationToken);
        return new BegunErasure(record.Providers.Count);
    }
}
