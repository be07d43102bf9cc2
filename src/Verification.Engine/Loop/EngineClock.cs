namespace Verification.Engine.Loop;

/// <summary>
/// The engine's time. It follows the wall clock forward and never goes back: after the wall clock was set back, it runs at half speed
/// until the two meet, so that timers still fire and nothing is dated before what came earlier. A clock that was ahead by more than
/// <see cref="MaxLead"/> was simply wrong, and is left.
/// </summary>
internal sealed class EngineClock
{
    public static readonly TimeSpan MaxLead = TimeSpan.FromHours(24);

    private readonly TimeProvider _timeProvider;
    private DateTimeOffset _now;
    private long _timestamp;

    /// <param name="stored">The latest time that history knows, Unix milliseconds.</param>
    public EngineClock(TimeProvider timeProvider, long stored)
    {
        _timeProvider = timeProvider;
        _now = DateTimeOffset.FromUnixTimeMilliseconds(stored);
        _timestamp = timeProvider.GetTimestamp();
    }

    /// <summary>How far the wall clock is behind.</summary>
    public TimeSpan Lead { get; private set; }

    /// <summary>Unix milliseconds.</summary>
    public long Read()
    {
        var wall = _timeProvider.GetUtcNow();
        var timestamp = _timeProvider.GetTimestamp();
        var elapsed = _timeProvider.GetElapsedTime(_timestamp, timestamp);
        _timestamp = timestamp;

        if (wall >= _now || _now - wall > MaxLead)
        {
            _now = wall;
        }
        else if (elapsed > TimeSpan.Zero)
        {
            _now += elapsed / 2;
        }

        Lead = _now - wall;
        return _now.ToUnixTimeMilliseconds();
    }
}
