namespace Verification.Engine.Loop;

/// <summary>Posts a <see cref="Tick"/> after a while. Too early is harmless, too late is not.</summary>
internal sealed class WakeUp(TimeProvider timeProvider, Mailbox mailbox) : IDisposable
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private readonly ITimer _timer = timeProvider.CreateTimer(
        static state => ((Mailbox)state!).Post(Tick.Instance), mailbox, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Replaces what was set before.</summary>
    public void In(TimeSpan delay) => _timer.Change(delay < Shortest ? Shortest : delay, Timeout.InfiniteTimeSpan);

    public void Dispose() => _timer.Dispose();
}
