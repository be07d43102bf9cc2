using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Verification.Core.Orchestration;
using Verification.Functions.Durable;

namespace Verification.Functions.Workflows;

/// <summary>One orchestrator function per workflow, under the workflow's name.</summary>
public sealed class WorkflowFunctions(
    VerificationWorkflow verification, CloseWorkflow close, EraseWorkflow erase, NotifyWorkflow notify, AnchorWorkflow anchor)
{
    [Function(VerificationWorkflow.WorkflowName)]
    public Task RunVerificationAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        verification.RunAsync(new DurableTaskWorkflowContext(context));

    [Function(CloseWorkflow.WorkflowName)]
    public Task RunCloseAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        close.RunAsync(new DurableTaskWorkflowContext(context));

    [Function(EraseWorkflow.WorkflowName)]
    public Task RunEraseAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        erase.RunAsync(new DurableTaskWorkflowContext(context));

    [Function(NotifyWorkflow.WorkflowName)]
    public Task RunNotifyAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        notify.RunAsync(new DurableTaskWorkflowContext(context));

    [Function(AnchorWorkflow.WorkflowName)]
    public Task RunAnchorAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        anchor.RunAsync(new DurableTaskWorkflowContext(context));
}
