namespace Verification.Core.Workflows;

internal static class RunningInstances
{
    /// <summary>True when there is such an instance and it has not ended.</summary>
    public static async Task<bool> IsRunningAsync(this IWorkflowClient workflows, string instanceId, CancellationToken cancellationToken) =>
        (await workflows.GetAsync(instanceId, cancellationToken))?.RuntimeStatus
            is WorkflowRuntimeStatus.Running or WorkflowRuntimeStatus.Suspended;
}
