namespace Verification.Core.Workflows;

public enum WorkflowRuntimeStatus
{
    Running,

    /// <summary>Stopped because history and code disagree; continues when the code fits again.</summary>
    Suspended,
    Completed,
    Failed,
    Terminated,
}

/// <summary>An instance as its engine sees it.</summary>
/// <param name="Status">What the workflow published last.</param>
public sealed record WorkflowInstance(
    string Id,
    string Workflow,
    WorkflowRuntimeStatus RuntimeStatus,
    WorkflowStatus? Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt);
