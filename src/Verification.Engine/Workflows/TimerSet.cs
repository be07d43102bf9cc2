namespace Verification.Engine.Workflows;

/// <summary>The timers that an instance waits for, the earliest at hand.</summary>
internal sealed class TimerSet
{
    private readonly Dictionary<int, Timer> _timers = [];
    private readonly SortedSet<(long Due, int Task)> _order = [];

    public (long Due, int Task)? Earliest => _order.Count == 0 ? null : _order.Min;

    public Task Add(int task, long due)
    {
        var timer = new Timer(due);
        _timers.Add(task, timer);
        _order.Add((due, task));
        return timer.Completion.Task;
    }

    /// <summary>False when there is no such timer.</summary>
    public bool Fire(int task)
    {
        if (Remove(task) is not { } timer)
        {
            return false;
        }

        timer.Completion.SetResult();
        return true;
    }

    /// <summary>Takes a timer out; the one who cancels completes it, so that its decision is on record first.</summary>
    public TaskCompletionSource? Cancel(int task) => Remove(task)?.Completion;

    public void Move(int task, long due)
    {
        if (_timers.TryGetValue(task, out var timer) && timer.Due != due)
        {
            _order.Remove((timer.Due, task));
            _order.Add((due, task));
            timer.Due = due;
        }
    }

    private Timer? Remove(int task)
    {
        if (!_timers.Remove(task, out var timer))
        {
            return null;
        }

        _order.Remove((timer.Due, task));
        return timer;
    }

    private sealed class Timer(long due)
    {
        public long Due { get; set; } = due;

        public TaskCompletionSource Completion { get; } = new();
    }
}
