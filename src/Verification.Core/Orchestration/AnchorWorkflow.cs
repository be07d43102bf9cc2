using Verification.Core.Workflows;

namespace Verification.Core.Orchestration;

/// <summary>
/// Does nothing. That its one instance exists says that the histories are those which belong to the stored verifications: where it is
/// gone, they are gone too.
/// </summary>
public sealed class AnchorWorkflow : IWorkflow
{
    public const string WorkflowName = "Anchor";
    public const string InstanceId = "anchor";

    public string Name => WorkflowName;

    public Task RunAsync(WorkflowContext context) => Task.CompletedTask;
}
