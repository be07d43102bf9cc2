namespace Verification.Simulators;

/// <summary>Runs things later on the given clock. What is due at once runs at once, before <see cref="After"/> returns.</summary>
internal sealed class Scheduler(TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly HashSet<ITimer> _timers = [];

    public DateTimeOffset Now => time.GetUtcNow();

    public void After(TimeSpan delay, Action action)
    {
        if (delay <= TimeSpan.Zero)
        {
            action();
            return;
        }

        // Created unarmed, so that it cannot fire before it is known here.
        ITimer? timer = null;
        timer = time.CreateTimer(_ => Fire(timer!, action), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        lock (_lock)
        {
            _timers.Add(timer);
        }

        timer.Change(delay, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Forgets everything that has not run yet.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            foreach (var timer in _timers)
            {
                timer.Dispose();
            }

            _timers.Clear();
        }
    }

    public void Dispose() => Clear();

    private void Fire(ITimer timer, Action action)
    {
        lock (_lock)
        {
            if (!_timers.Remove(timer))
            {
                return;
            }
        }

        timer.Dispose();
        action();
    }
}
