namespace Verification.Engine.Loop;

/// <summary>Posts a <see cref="Tick"/> after a while. Too early is harmless, too late is not.</summary>
internal sealed class WakeUp(TimeProvider timeProvider, Mailbox mailbox) : IDisposable
{
    private readonly ITimer _timer = timeProvider.CreateTimer(
        static state => ((Mailbox)state!).Post(Tick.Instance), mailbox, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    private long _set = timeProvider.GetTimestamp();
    private TimeSpan _delay;

    public void In(TimeSpan delay)
    {
        delay = delay < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : delay;
        var left = _delay - timeProvider.GetElapsedTime(_set);
        if (left > TimeSpan.Zero && left <= delay)
        {
            return;
        }

        _set = timeProvider.GetTimestamp();
        _delay = delay;
        _timer.Change(delay, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();
}
