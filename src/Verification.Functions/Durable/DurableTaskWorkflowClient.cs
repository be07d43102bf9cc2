using System.Text;
using DurableTask.Core.Exceptions;
using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Verification.Core.Storage;
using Verification.Core.Workflows;

namespace Verification.Functions.Durable;

/// <summary>Workflows on Durable Functions.</summary>
internal sealed class DurableTaskWorkflowClient(DurableClientAccessor accessor) : IWorkflowClient
{
    public async Task<bool> StartAsync(string workflow, string instanceId, CancellationToken cancellationToken)
    {
        // By default an ended instance may be started again. The look keeps a repeated start from costing an exception, and also
        // holds on hosts that do not know the statuses that are named here.
        if (await AskAsync(accessor.Client.GetInstanceAsync(instanceId, getInputsAndOutputs: false, cancellationToken)) is not null)
        {
            return false;
        }

        var onlyIfAbsent = new StartOrchestrationOptions(instanceId)
            .WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]);
        try
        {
            await AskAsync(
                accessor.Client.ScheduleNewOrchestrationInstanceAsync(workflow, input: null, onlyIfAbsent, cancellationToken));
            return true;
        }
        catch (OrchestrationAlreadyExistsException)
        {
            return false;
        }
    }

    public async Task<bool> SignalAsync(string instanceId, Signal signal, CancellationToken cancellationToken)
    {
        try
        {
            await AskAsync(accessor.Client.RaiseEventAsync(instanceId, Signal.EventName, signal, cancellationToken));
            return true;
        }
        catch (RpcException exception) when (IsNotRunning(exception))
        {
            return false;
        }
    }

    public async Task<WorkflowInstance?> GetAsync(string instanceId, CancellationToken cancellationToken)
    {
        // The custom status counts as an output here.
        var instance = await AskAsync(accessor.Client.GetInstanceAsync(instanceId, getInputsAndOutputs: true, cancellationToken));
        return instance is null
            ? null
            : new WorkflowInstance(
                instance.InstanceId,
                instance.Name,
                Translate(instance.RuntimeStatus),
                instance.SerializedCustomStatus is { } status ? WorkflowStatus.Read(Encoding.UTF8.GetBytes(status)) : null,
                instance.CreatedAt,
                instance.LastUpdatedAt);
    }

    public async Task TerminateAsync(string instanceId, CancellationToken cancellationToken)
    {
        try
        {
            await AskAsync(accessor.Client.TerminateInstanceAsync(instanceId, cancellationToken));
        }
        catch (RpcException exception) when (IsNotRunning(exception))
        {
            // It is where the caller wants it.
        }
    }

    public async Task<bool> PurgeAsync(string instanceId, CancellationToken cancellationToken)
    {
        // Azure Storage purges an instance that still runs just as readily.
        if (await AskAsync(accessor.Client.GetInstanceAsync(instanceId, getInputsAndOutputs: false, cancellationToken)) is not { IsCompleted: true })
        {
            return false;
        }

        var purged = await AskAsync(accessor.Client.PurgeInstanceAsync(instanceId, cancellationToken));
        return purged.PurgedInstanceCount > 0;
    }

    private static async Task<T> AskAsync<T>(Task<T> call)
    {
        await AskAsync((Task)call);
        return await call;
    }

    // A host that restarts or cannot reach its hub is out like any other store: whoever asked tries again.
    private static async Task AskAsync(Task call)
    {
        try
        {
            await call;
        }
        catch (RpcException exception) when (!IsNotRunning(exception) && exception.StatusCode != StatusCode.Cancelled)
        {
            throw new StoreException($"The task hub could not be asked ({exception.StatusCode}).", exception);
        }
    }

    // How the Functions host answers for an instance that does not exist and for one that has ended.
    private static bool IsNotRunning(RpcException exception) =>
        exception.StatusCode is StatusCode.NotFound or StatusCode.FailedPrecondition;

    private static WorkflowRuntimeStatus Translate(OrchestrationRuntimeStatus status) => status switch
    {
        OrchestrationRuntimeStatus.Completed => WorkflowRuntimeStatus.Completed,
        OrchestrationRuntimeStatus.Failed => WorkflowRuntimeStatus.Failed,
        OrchestrationRuntimeStatus.Terminated => WorkflowRuntimeStatus.Terminated,
        OrchestrationRuntimeStatus.Suspended => WorkflowRuntimeStatus.Suspended,
        _ => WorkflowRuntimeStatus.Running,
    };
}
