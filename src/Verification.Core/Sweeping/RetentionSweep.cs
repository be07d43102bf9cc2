using Verification.Core.Results;
using Verification.Core.Timeline;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Sweeping;

/// <summary>Deletes results and requests that are past their retention, and the history of the workflow that made them.</summary>
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

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var swept = 0;
        await foreach (var (id, entry) in retention.ListDueAsync(time.GetUtcNow(), cancellationToken))
        {
            await results.DeleteAsync(id, cancellationToken);
            await requests.DeleteAsync(id, cancellationToken);
            await workflows.PurgeAsync(id.ToString(), cancellationToken);
            if (await verifications.FindAsync(id, cancellationToken) is not null)
            {
                await timeline.AppendAsync(id, Actor.System, "result.expired", "1", cancellationToken);
                await verifications.UpdateAsync(id, record => record with { ResultExpired = true }, cancellationToken);
            }

            await retention.RemoveAsync(entry, cancellationToken);
            swept++;
        }

        return swept;
    }
}
