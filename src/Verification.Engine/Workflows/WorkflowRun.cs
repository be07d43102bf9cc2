using System.Text.Json;
using Verification.Core.Workflows;
using Verification.Engine.History;

namespace Verification.Engine.Workflows;

/// <summary>
/// The code of one instance while it runs. Events are delivered one at a time, each until the code waits again; what the code decided
/// meanwhile is the result of the delivery. The same events give the same decisions, which is all that a replay is.
/// </summary>
internal sealed class WorkflowRun : WorkflowContext
{
    private readonly IWorkflow _workflow;
    private readonly WorkflowSynchronizationContext _synchronization;
    private readonly Dictionary<int, PendingActivity> _activities = [];
    private readonly TimerSet _timers = new();
    private readonly Queue<Signal> _signals = new(0);
    private readonly Queue<TaskCompletionSource<Signal>> _waiters = new(1);
    private List<WorkflowAction> _actions = [];
    private Task? _body;
    private DateTimeOffset _now;
    private int _lastTask = -1;

    /// <param name="onForeignTask">Called, on any thread, when the code awaited something that is not a task of its context.</param>
    public WorkflowRun(IWorkflow workflow, string instanceId, Action onForeignTask)
    {
        _workflow = workflow;
        InstanceId = instanceId;
        _synchronization = new WorkflowSynchronizationContext(onForeignTask);
    }

    public override string InstanceId { get; }

    public override DateTimeOffset Now => _now;

    /// <summary>What was published last, JSON.</summary>
    public byte[]? Published { get; private set; }

    public IReadOnlyDictionary<int, PendingActivity> Activities => _activities;

    /// <summary>What ended the code, when something did.</summary>
    public Exception? Error => _body?.Exception?.InnerException;

    /// <summary>When the earliest timer is due, Unix milliseconds.</summary>
    public long? Wake => _timers.Earliest?.Due;

    /// <summary>Runs the code until it waits again and returns what it decided.</summary>
    /// <exception cref="HistoryMismatchException">The code has no use for this event, or waits for nothing that could come.</exception>
    public IReadOnlyList<WorkflowAction> Deliver(HistoryEvent happened, long at)
    {
        _actions = [];
        _now = DateTimeOffset.FromUnixTimeMilliseconds(at);
        try
        {
            using var episode = _synchronization.Enter();
            Apply(happened);
            _synchronization.RunUntilQuiet();
        }
        catch (Exception exception) when (exception is not HistoryMismatchException)
        {
            throw new HistoryMismatchException($"the code threw {exception.GetType().Name} outside of its own task", exception);
        }

        if (_body is { IsCompleted: true })
        {
            _actions.Add(_body.IsCompletedSuccessfully
                ? new End(WorkflowRuntimeStatus.Completed)
                : new End(WorkflowRuntimeStatus.Failed, Error?.GetType().Name ?? nameof(TaskCanceledException)));
        }
        else if (_activities.Count == 0 && _waiters.Count == 0 && _timers.Earliest is null)
        {
            throw new HistoryMismatchException("the code awaits something that is not a task of its context");
        }

        return _actions;
    }

    /// <summary>The timer that is due first, if one is.</summary>
    public int? DueTimer(long now) => _timers.Earliest is { } timer && timer.Due <= now ? timer.Task : null;

    /// <summary>Holds the timers to the times that were recorded when they were created.</summary>
    public void Adopt(IEnumerable<WorkflowAction> recorded)
    {
        foreach (var timer in recorded.OfType<CreateTimer>())
        {
            _timers.Move(timer.Task, timer.Due);
        }
    }

    public override Task<TOutput> CallActivityAsync<TInput, TOutput>(ActivityRef<TInput, TOutput> activity, TInput input)
    {
        _synchronization.ThrowIfOutside();
        var pending = new PendingActivity<TOutput>(activity.Name, JsonSerializer.SerializeToUtf8Bytes(input, WorkflowJson.Options));
        _activities.Add(++_lastTask, pending);
        _actions.Add(new CallActivity(_lastTask, activity.Name));
        return pending.Task;
    }

    public override Task<Signal> WaitForSignalAsync()
    {
        _synchronization.ThrowIfOutside();
        if (_signals.TryDequeue(out var signal))
        {
            return Task.FromResult(signal);
        }

        var waiter = new TaskCompletionSource<Signal>();
        _waiters.Enqueue(waiter);
        return waiter.Task;
    }

    public override Task CreateTimer(DateTimeOffset fireAt, CancellationToken cancellationToken)
    {
        _synchronization.ThrowIfOutside();
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        var task = ++_lastTask;
        var due = CeilingMilliseconds(fireAt);
        _actions.Add(new CreateTimer(task, due));
        var timer = _timers.Add(task, due);
        cancellationToken.Register(() => Cancel(task, cancellationToken));
        return timer;
    }

    public override void SetStatus(WorkflowStatus status)
    {
        _synchronization.ThrowIfOutside();
        Published = JsonSerializer.SerializeToUtf8Bytes(status, WorkflowJson.Options);
    }

    private void Apply(HistoryEvent happened)
    {
        if (_body is null && happened is not Started)
        {
            throw new HistoryMismatchException("history has no start");
        }

        switch (happened)
        {
            case Started when _body is null:
                _body = Start();
                break;
            case ActivityCompleted completed when _activities.Remove(completed.Task, out var activity):
                activity.Complete(completed.Output);
                break;
            case ActivityFailed failed when _activities.Remove(failed.Task, out var activity):
                activity.Fail(failed.Code);
                break;
            case SignalReceived { Signal: var signal } when _waiters.TryDequeue(out var waiter):
                waiter.SetResult(signal);
                break;
            case SignalReceived { Signal: var signal }:
                _signals.Enqueue(signal);
                break;
            case TimerFired fired when _timers.Fire(fired.Task):
                break;
            default:
                throw new HistoryMismatchException($"history has {happened.GetType().Name}, the code does not wait for it");
        }
    }

    private void Cancel(int task, CancellationToken cancellationToken)
    {
        _synchronization.ThrowIfOutside();
        if (_timers.Cancel(task) is { } timer)
        {
            _actions.Add(new CancelTimer(task));
            timer.SetCanceled(cancellationToken);
        }
    }

    private Task Start()
    {
        try
        {
            return _workflow.RunAsync(this);
        }
        catch (Exception exception)
        {
            return Task.FromException(exception);
        }
    }

    private static long CeilingMilliseconds(DateTimeOffset time)
    {
        var whole = time.ToUnixTimeMilliseconds();
        return DateTimeOffset.FromUnixTimeMilliseconds(whole) < time ? whole + 1 : whole;
    }
}
