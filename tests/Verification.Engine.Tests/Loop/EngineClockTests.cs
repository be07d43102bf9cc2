using Verification.Core.Workflows;
using Verification.Engine.Loop;
using Verification.Testing;

namespace Verification.Engine.Tests.Loop;

public sealed class EngineClockTests
{
    private readonly ManualTimeProvider _wall = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Read_WallClockForward_Follows()
    {
        var clock = new EngineClock(_wall, stored: 0);
        _wall.Advance(TimeSpan.FromHours(5));

        Assert.Equal(_wall.GetUtcNow().ToUnixTimeMilliseconds(), clock.Read());
        Assert.Equal(TimeSpan.Zero, clock.Lead);
    }

    [Fact]
    public void Read_WallClockSetBack_RunsAtHalfSpeedUntilTheyMeet()
    {
        var clock = new EngineClock(_wall, stored: 0);
        var before = clock.Read();
        _wall.SetUtcNow(_wall.GetUtcNow().AddHours(-1));

        Assert.Equal(before, clock.Read());
        _wall.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(before + (5 * 60_000), clock.Read());
        Assert.Equal(TimeSpan.FromMinutes(55), clock.Lead);
        _wall.Advance(TimeSpan.FromHours(2));
        Assert.Equal(_wall.GetUtcNow().ToUnixTimeMilliseconds(), clock.Read());
    }

    [Fact]
    public void Read_StoredTimeAhead_DoesNotGoBehindIt()
    {
        var stored = _wall.GetUtcNow().AddHours(3).ToUnixTimeMilliseconds();

        Assert.Equal(stored, new EngineClock(_wall, stored).Read());
    }

    [Fact]
    public void Read_StoredTimeAbsurdlyAhead_IsLeft()
    {
        var stored = _wall.GetUtcNow().AddYears(70).ToUnixTimeMilliseconds();

        Assert.Equal(_wall.GetUtcNow().ToUnixTimeMilliseconds(), new EngineClock(_wall, stored).Read());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Timer_ClockSetBackByHours_StillFiresSoonAndTimeNeverGoesBack(bool whileStopped)
    {
        List<DateTimeOffset> times = [];
        await using var engine = await new TestEngine()
            .Workflow("poll", async context =>
            {
                times.Clear();
                for (var i = 0; i < 3; i++)
                {
                    times.Add(context.Now);
                    await context.CreateTimer(context.Now.AddMinutes(1), CancellationToken.None);
                }
            })
            .StartAsync();
        await engine.Client.StartAsync("poll", "a", Token);

        if (whileStopped)
        {
            await engine.StopAsync();
        }

        engine.Clock.SetUtcNow(engine.Clock.GetUtcNow().AddHours(-6));
        if (whileStopped)
        {
            await engine.StartAsync();
        }

        var rounds = 0;
        while ((await engine.Client.GetAsync("a", Token))!.RuntimeStatus == WorkflowRuntimeStatus.Running)
        {
            engine.Clock.Advance(TimeSpan.FromSeconds(10));
            rounds++;
        }

        Assert.InRange(rounds, 1, 60);
        Assert.Equal(times.Order(), times);
        Assert.Contains(engine.Log, line => line.StartsWith("Warning: The clock was set back by ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Timer_ClockSetForwardByHours_Fires()
    {
        await using var engine = await new TestEngine()
            .Workflow("timer", context => context.CreateTimer(context.Now.AddHours(5), CancellationToken.None))
            .StartAsync();
        await engine.Client.StartAsync("timer", "a", Token);

        engine.Clock.SetUtcNow(engine.Clock.GetUtcNow().AddHours(6));

        await engine.CompletedAsync("a");
    }
}
