using System.Collections.Concurrent;
using Verification.Testing;

namespace Verification.Providers.Tests;

/// <summary>The shared clock as the adapter sees it: it tells the adapter's own timers from those of the simulator on the same clock.</summary>
internal sealed class OwnTimers(ManualTimeProvider clock) : TimeProvider
{
    private readonly ConcurrentDictionary<OwnTimer, DateTimeOffset> _due = [];
    private int _set;

    public override long TimestampFrequency => clock.TimestampFrequency;

    /// <summary>How many of them were ever set to fire.</summary>
    public int TimersSet => Volatile.Read(ref _set);

    /// <summary>When the next of them fires, or null when none waits.</summary>
    public DateTimeOffset? NextTimer => _due.Values.Cast<DateTimeOffset?>().Min();

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();

    /// <summary>Moves the shared clock, and with it everything that waits on it until then.</summary>
    public void MoveTo(DateTimeOffset time) => clock.SetUtcNow(time);

    /// <summary>A timer that fires once, as all pauses and time limits do.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new OwnTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private ITimer CreateShared(TimerCallback callback) =>
        clock.CreateTimer(callback, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    private sealed class OwnTimer : ITimer
    {
        private readonly OwnTimers _owner;
        private readonly ITimer _timer;

        public OwnTimer(OwnTimers owner, TimerCallback callback, object? state)
        {
            _owner = owner;
            _timer = owner.CreateShared(_ =>
            {
                owner._due.TryRemove(this, out var _);
                callback(state);
            });
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Assert.Equal(Timeout.InfiniteTimeSpan, period);
            _owner._due.TryRemove(this, out _);
            if (dueTime > TimeSpan.Zero)
            {
                _owner._due[this] = _owner.GetUtcNow() + dueTime;
                Interlocked.Increment(ref _owner._set);
            }

            return _timer.Change(dueTime, period);
        }

        public void Dispose()
        {
            _owner._due.TryRemove(this, out _);
            _timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
