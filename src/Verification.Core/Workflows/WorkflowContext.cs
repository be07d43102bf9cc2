namespace Verification.Core.Workflows;

/// <summary>
/// All that a workflow may touch. Maps one to one onto Durable Task's <c>TaskOrchestrationContext</c>. Workflow code is deterministic:
/// it awaits only tasks of this context and <see cref="Task.WhenAny(Task[])"/> over them, and reads time only from <see cref="Now"/>.
/// </summary>
public abstract class WorkflowContext
{
    public abstract string InstanceId { get; }

    /// <summary>The time of the history event that is being processed, UTC. Stands still within one episode.</summary>
    public abstract DateTimeOffset Now { get; }

    /// <summary>
    /// Runs an activity at least once and records its result. Faults with <see cref="ActivityFailedException"/> only when the activity
    /// could not be run at all (unknown name, unreadable input).
    /// </summary>
    public abstract Task<TOutput> CallActivityAsync<TInput, TOutput>(ActivityRef<TInput, TOutput> activity, TInput input)
        where TInput : IWorkflowMessage
        where TOutput : IWorkflowMessage;

    /// <summary>
    /// The next signal. Keep exactly one such task at all times, never abandon it: a lost waiter takes the next signal with it
    /// (microsoft/durabletask-dotnet PR 801).
    /// </summary>
    public abstract Task<Signal> WaitForSignalAsync();

    /// <summary>Completes at the given time. Cancel it when it has lost a race, or it keeps the instance alive until it fires.</summary>
    public abstract Task CreateTimer(DateTimeOffset fireAt, CancellationToken cancellationToken);

    /// <summary>Publishes where the workflow stands; visible to clients after the current episode is committed.</summary>
    public abstract void SetStatus(WorkflowStatus status);
}
