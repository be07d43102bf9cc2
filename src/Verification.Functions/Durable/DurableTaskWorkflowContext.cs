using Microsoft.DurableTask;
using Verification.Core.Workflows;

namespace Verification.Functions.Durable;

/// <summary>A workflow's view of a Durable Functions orchestration.</summary>
/// <remarks>
/// Waits and timers are the orchestration's own tasks. An activity call is awaited here only to translate its failure, which keeps
/// the orchestrator thread because nothing but that task is awaited.
/// </remarks>
internal sealed class DurableTaskWorkflowContext(TaskOrchestrationContext orchestration) : WorkflowContext
{
    // A storage queue hides the message behind a timer for seven days at most.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(6);

    public override string InstanceId => orchestration.InstanceId;

    public override DateTimeOffset Now => new(orchestration.CurrentUtcDateTime.Ticks, TimeSpan.Zero);

    public override async Task<TOutput> CallActivityAsync<TInput, TOutput>(ActivityRef<TInput, TOutput> activity, TInput input)
    {
        try
        {
            return await orchestration.CallActivityAsync<TOutput>(activity.Name, input);
        }
        catch (TaskFailedException exception)
        {
            throw new ActivityFailedException(
                activity.Name, $"The activity {activity.Name} could not be run ({exception.FailureDetails.ErrorType}).", exception);
        }
    }

    // Neither a token nor a time-out: a wait that ends early takes the next event with it (microsoft/durabletask-dotnet PR 801).
    public override Task<Signal> WaitForSignalAsync() => orchestration.WaitForExternalEvent<Signal>(Signal.EventName);

    public override Task CreateTimer(DateTimeOffset fireAt, CancellationToken cancellationToken) =>
        fireAt - Now <= LongestTimer
            ? orchestration.CreateTimer(fireAt.UtcDateTime, cancellationToken)
            : CreateLongTimerAsync(fireAt, cancellationToken);

    public override void SetStatus(WorkflowStatus status) => orchestration.SetCustomStatus(status);

    private async Task CreateLongTimerAsync(DateTimeOffset fireAt, CancellationToken cancellationToken)
    {
        while (fireAt - Now > LongestTimer)
        {
            await orchestration.CreateTimer((Now + LongestTimer).UtcDateTime, cancellationToken);
        }

        await orchestration.CreateTimer(fireAt.UtcDateTime, cancellationToken);
    }
}
