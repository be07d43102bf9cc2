using Microsoft.Extensions.Logging;
using Verification.Core.Workflows;

namespace Verification.Core.Activities;

/// <summary>Looks whether the workflow of a verification that is being erased has ended; ends it when its grace is over.</summary>
public sealed class CheckStopped(IWorkflowClient workflows, ILogger<CheckStopped> logger)
    : Activity<CheckStoppedInput, CheckedStop>(Ref, logger)
{
    public static readonly ActivityRef<CheckStoppedInput, ActivityResult<CheckedStop>> Ref = new(nameof(CheckStopped));

    protected override async Task<ActivityResult<CheckedStop>> ExecuteAsync(CheckStoppedInput input, CancellationToken cancellationToken)
    {
        var instance = input.Id.ToString();
        var status = (await workflows.GetAsync(instance, cancellationToken))?.RuntimeStatus;
        if (status is not (WorkflowRuntimeStatus.Running or WorkflowRuntimeStatus.Suspended))
        {
            // A run of this that was lost may have ended it just now.
            return new CheckedStop(status is WorkflowRuntimeStatus.Terminated ? StopState.Terminated : StopState.Stopped);
        }

        if (!input.Terminate)
        {
            return new CheckedStop(StopState.Running);
        }

        await workflows.TerminateAsync(instance, cancellationToken);
        return new CheckedStop(StopState.Terminated);
    }
}
