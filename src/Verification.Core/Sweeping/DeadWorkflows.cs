using Microsoft.Extensions.Logging;
using Verification.Core.Orchestration;
using Verification.Core.Timeline;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Sweeping;

/// <summary>
/// Ends verifications whose workflow died without an outcome. They are marked in their timeline and their workflow begins anew: it finds the
/// mark, and records, tells and cleans up as after any other end.
/// </summary>
public sealed partial class DeadWorkflows(
    VerificationStore verifications, TimelineStore timeline, IWorkflowClient workflows, ILogger<DeadWorkflows> logger)
{
    /// <summary>To be called once the <see cref="RecoverySweep"/> is done, so that no instance is missing that is yet to be started.</summary>
    /// <returns>False when the verification runs, has an outcome, or is not for a workflow to end.</returns>
    public async Task<bool> TryEndAsync(VerificationId id, CancellationToken cancellationToken)
    {
        var instance = id.ToString();

        // In this order: a workflow that came to its end has written the outcome before.
        if (await workflows.IsRunningAsync(instance, cancellationToken)
            || await verifications.FindAsync(id, cancellationToken) is not { Scheduled: true, Outcome: null, Erasure: null })
        {
            return false;
        }

        await timeline.AppendAsync(id, Actor.System, Ending.WorkflowFailed, "1", cancellationToken);
        await workflows.PurgeAsync(instance, cancellationToken);
        await workflows.StartAsync(VerificationWorkflow.WorkflowName, instance, cancellationToken);
        LogDied(id);
        return true;
    }

    [LoggerMessage(116, LogLevel.Error, "The workflow of {Verification} died without an outcome; the verification ends as failed.")]
    private partial void LogDied(VerificationId verification);
}
