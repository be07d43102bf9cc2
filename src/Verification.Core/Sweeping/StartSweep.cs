using Verification.Core.Images;
using Verification.Core.Starting;
using Verification.Core.Verifications;

namespace Verification.Core.Sweeping;

/// <summary>Schedules starts that a crash cut off after they were complete, and removes those that never were and are an hour old.</summary>
public sealed class StartSweep(
    StartStore starts,
    VerificationStore verifications,
    RequestStore requests,
    ImageStore images,
    VerificationStarter starter,
    TimeProvider time) : ISweep
{
    private static readonly TimeSpan ForgetAfter = TimeSpan.FromHours(1);

    public string Name => nameof(StartSweep);

    /// <summary>Short, because somebody may wait: a start that was cut off goes on soon after its lease has ended.</summary>
    public TimeSpan Interval => TimeSpan.FromSeconds(15);

    public Task<int> RunAsync(CancellationToken cancellationToken) =>
        starts.ListStartingAsync(cancellationToken).SweepEachAsync(id => SweepAsync(id, cancellationToken), cancellationToken);

    private async Task<bool> SweepAsync(VerificationId id, CancellationToken cancellationToken)
    {
        var record = await verifications.FindAsync(id, cancellationToken);
        if (record is { Scheduled: false } && record.LeaseUntil > time.GetUtcNow())
        {
            return false;
        }

        if (record is { Scheduled: true })
        {
            // It runs or has run, and its history may be gone by now: only the mark was left.
            return await starts.UnmarkStartingAsync(id, cancellationToken);
        }

        if (record is not null && await requests.FindAsync(id, cancellationToken) is not null)
        {
            await starter.ScheduleAsync(id, cancellationToken);
            return true;
        }

        if (id.CreatedAt + ForgetAfter > time.GetUtcNow())
        {
            return false;
        }

        if (record is not null && !(await starter.TakeLeaseAsync(id, cancellationToken)).Leased)
        {
            return false;
        }

        await images.DiscardAsync(id, cancellationToken);
        await verifications.DeleteAsync(id, cancellationToken);
        await starts.UnmarkStartingAsync(id, cancellationToken);
        return true;
    }
}
