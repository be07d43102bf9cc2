using Verification.Testing;

namespace Verification.Simulators.Tests;

public sealed class SchedulerTests
{
    [Fact]
    public void After_RunsWhenDueAndWhatIsDueAtOnceAtOnce()
    {
        var clock = new ManualTimeProvider();
        using var scheduler = new Scheduler(clock);
        var ran = new List<int>();
        scheduler.After(TimeSpan.FromSeconds(2), () => ran.Add(2));
        scheduler.After(TimeSpan.FromSeconds(1), () => ran.Add(1));
        scheduler.After(TimeSpan.Zero, () => ran.Add(0));
        Assert.Equal([0], ran);
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal([0, 1, 2], ran);
        Assert.Equal(0, clock.PendingTimers);
    }

    [Fact]
    public void Clear_ForgetsWhatHasNotRun()
    {
        var clock = new ManualTimeProvider();
        using var scheduler = new Scheduler(clock);
        scheduler.After(TimeSpan.FromSeconds(1), () => Assert.Fail("It was forgotten."));
        scheduler.Clear();
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, clock.PendingTimers);
    }
}
