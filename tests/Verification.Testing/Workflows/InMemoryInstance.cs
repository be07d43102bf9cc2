using System.Text.Json;
using Verification.Core.Workflows;

namespace Verification.Testing.Workflows;

/// <summary>One running workflow of <see cref="InMemoryWorkflowHost"/>.</summary>
internal sealed class InMemoryInstance(InMemoryWorkflowHost host, IWorkflow workflow, string id, TimeProvider time) : WorkflowContext
{
    private readonly Queue<Signal> _buffered = new();
    private readonly Queue<TaskCompletionSource<Signal>> _waiters = new();
    private readonly DateTimeOffset _createdAt = time.GetUtcNow();
    private readonly Lock _lock = new();
    private WorkflowStatus? _status;
    private bool _terminated;

    public Task Completion { get; private set; } = new TaskCompletionSource().Task;

    public override string InstanceId => id;

    public override DateTimeOffset Now => time.GetUtcNow();

    public void Run() => Completion = workflow.RunAsync(this);

    public void Terminate() => _terminated = true;

    public bool Deliver(Signal signal)
    {
        TaskCompletionSource<Signal>? waiter;
        lock (_lock)
        {
            if (_terminated || Completion.IsCompleted)
            {
                return false;
            }

            if (!_waiters.TryDequeue(out waiter))
            {
                _buffered.Enqueue(signal);
            }
        }

        waiter?.SetResult(signal);
        return true;
    }

    public WorkflowInstance Describe() => new(id, workflow.Name, RuntimeStatus, _status, _createdAt, time.GetUtcNow());

    public override async Task<TOutput> CallActivityAsync<TInput, TOutput>(ActivityRef<TInput, TOutput> activity, TInput input)
    {
        if (_terminated)
        {
            await new TaskCompletionSource().Task;
        }

        host.BeforeActivity?.Invoke(activity.Name);
        var message = JsonSerializer.SerializeToUtf8Bytes(input, WorkflowJson.Options);
        var output = await host.Activities[activity.Name].InvokeAsync(message, CancellationToken.None);
        return JsonSerializer.Deserialize<TOutput>(output, WorkflowJson.Options)!;
    }

    public override Task<Signal> WaitForSignalAsync()
    {
        lock (_lock)
        {
            if (_buffered.TryDequeue(out var signal))
            {
                return Task.FromResult(signal);
            }

            var waiter = new TaskCompletionSource<Signal>();
            _waiters.Enqueue(waiter);
            return waiter.Task;
        }
    }

    public override Task CreateTimer(DateTimeOffset fireAt, CancellationToken cancellationToken)
    {
        var delay = fireAt - time.GetUtcNow();
        return Task.Delay(delay > TimeSpan.Zero ? delay : TimeSpan.Zero, time, cancellationToken);
    }

    public override void SetStatus(WorkflowStatus status) => _status = status;

    private WorkflowRuntimeStatus RuntimeStatus => (_terminated, Completion) switch
    {
        (true, _) => WorkflowRuntimeStatus.Terminated,
        (_, { IsFaulted: true }) => WorkflowRuntimeStatus.Failed,
        (_, { IsCompleted: true }) => WorkflowRuntimeStatus.Completed,
        _ => WorkflowRuntimeStatus.Running,
    };
}
