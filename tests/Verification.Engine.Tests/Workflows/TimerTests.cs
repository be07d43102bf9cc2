using Verification.Core.Workflows;

namespace Verification.Engine.Tests.Workflows;

public sealed class TimerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WhenAny_TimerAndSignalDueInOneCommit_TheFirstInHistoryWins(bool signalFirst)
    {
        var winner = "";
        await using var engine = await RaceAsync(text => winner = text);
        await engine.Client.StartAsync("race", "a", Token);

        await engine.InOneCommitAsync(() =>
        {
            var due = engine.Clock.GetUtcNow().AddMinutes(1);
            if (!signalFirst)
            {
                engine.Clock.SetUtcNow(due);
            }

            _ = engine.Client.SignalAsync("a", Numbers.Signal(1), Token);
            engine.Clock.SetUtcNow(due);
        });
        await engine.CompletedAsync("a");

        Assert.Equal(signalFirst ? "signal" : "timer", winner);
    }

    [Fact]
    public async Task CreateTimer_CancelledWhenItLost_DoesNotKeepTheInstanceAlive()
    {
        var winner = "";
        await using var engine = await RaceAsync(text => winner = text);

        await engine.Client.StartAsync("race", "a", Token);
        await engine.Client.SignalAsync("a", Numbers.Signal(1), Token);
        await engine.CompletedAsync("a");

        Assert.Equal("signal", winner);
    }

    [Fact]
    public async Task CreateTimer_CancelledThenRestarted_StaysCancelled()
    {
        var fired = false;
        await using var engine = await new TestEngine()
            .Workflow("cancel", async context =>
            {
                using var cancel = new CancellationTokenSource();
                var timer = context.CreateTimer(context.Now.AddMinutes(1), cancel.Token);
                await context.WaitForSignalAsync();
                cancel.Cancel();
                await context.WaitForSignalAsync();
                fired = timer.IsCompletedSuccessfully;
            })
            .StartAsync();

        await engine.Client.StartAsync("cancel", "a", Token);
        await engine.Client.SignalAsync("a", Numbers.Signal(1), Token);
        await engine.RestartAsync();
        engine.Clock.Advance(TimeSpan.FromMinutes(2));
        await engine.Client.SignalAsync("a", Numbers.Signal(2), Token);
        await engine.CompletedAsync("a");

        Assert.False(fired);
        Assert.Empty(engine.Health.Alarms);
    }

    [Fact]
    public async Task CreateTimer_YearsAhead_FiresInThatYear()
    {
        await using var engine = await new TestEngine()
            .Workflow("far", context => context.CreateTimer(context.Now.AddYears(30), CancellationToken.None))
            .StartAsync();

        await engine.Client.StartAsync("far", "a", Token);
        engine.Clock.Advance(TimeSpan.FromDays(29 * 365.25));
        await engine.RestartAsync();
        Assert.Equal(WorkflowRuntimeStatus.Running, (await engine.Client.GetAsync("a", Token))!.RuntimeStatus);
        engine.Clock.Advance(TimeSpan.FromDays(2 * 365.25));

        await engine.CompletedAsync("a");
    }

    [Fact]
    public async Task CreateTimer_InThePast_FiresAtOnce()
    {
        await using var engine = await new TestEngine()
            .Workflow("past", context => context.CreateTimer(context.Now.AddHours(-1), CancellationToken.None))
            .StartAsync();

        await engine.Client.StartAsync("past", "a", Token);

        await engine.CompletedAsync("a");
    }

    [Fact]
    public async Task CreateTimer_DueWhileTheEngineWasDown_FiresAfterTheStart()
    {
        await using var engine = await new TestEngine()
            .Workflow("timer", context => context.CreateTimer(context.Now.AddHours(1), CancellationToken.None))
            .StartAsync();

        await engine.Client.StartAsync("timer", "a", Token);
        await engine.StopAsync();
        engine.Clock.Advance(TimeSpan.FromHours(2));
        await engine.StartAsync();

        await engine.CompletedAsync("a");
    }

    [Fact]
    public async Task Timers_ThousandsDueAtOnce_FireInTheOrderOfTheirTimes()
    {
        List<int> order = [];
        await using var engine = await new TestEngine()
            .Workflow("many", async context =>
            {
                var number = int.Parse(context.InstanceId, System.Globalization.CultureInfo.InvariantCulture);
                await context.CreateTimer(context.Now.AddMilliseconds(5_000 - number), CancellationToken.None);
                order.Add(number);
            })
            .StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 2_000).Select(number => engine.Client.StartAsync("many", $"{number}", Token)));
        await engine.StopAsync();
        engine.Clock.Advance(TimeSpan.FromMinutes(1));
        await engine.StartAsync();
        await engine.CompletedAsync("0");

        Assert.Equal(Enumerable.Range(0, 2_000).Reverse(), order);
    }

    [Fact]
    public async Task Now_WithinOneEpisode_StandsStillAndRepeatsOnReplay()
    {
        List<DateTimeOffset> times = [];
        await using var engine = await new TestEngine()
            .Workflow("now", async context =>
            {
                times.Clear();
                times.Add(context.Now);
                await context.WaitForSignalAsync();
                times.Add(context.Now);
                await context.WaitForSignalAsync();
            })
            .StartAsync();
        var start = engine.Clock.GetUtcNow();

        await engine.Client.StartAsync("now", "a", Token);
        engine.Clock.Advance(TimeSpan.FromMinutes(5));
        await engine.Client.SignalAsync("a", Numbers.Signal(1), Token);
        engine.Clock.Advance(TimeSpan.FromMinutes(5));
        await engine.RestartAsync();
        await engine.Client.SignalAsync("a", Numbers.Signal(2), Token);
        await engine.CompletedAsync("a");

        Assert.Equal([start, start.AddMinutes(5)], times);
    }

    [Fact]
    public async Task Timer_WhenDue_Fires()
    {
        await using var engine = await new TestEngine()
            .Workflow("timer", context => context.CreateTimer(context.Now.AddMinutes(10), CancellationToken.None))
            .StartAsync();

        await engine.Client.StartAsync("timer", "a", Token);
        engine.Clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(WorkflowRuntimeStatus.Running, (await engine.Client.GetAsync("a", Token))!.RuntimeStatus);
        engine.Clock.Advance(TimeSpan.FromMinutes(1));

        await engine.CompletedAsync("a");
    }

    [Fact]
    public async Task Timer_OnTheSystemClock_Fires()
    {
        var engine = new TestEngine { TimeProvider = TimeProvider.System };
        await using var started = await engine
            .Workflow("timer", async context =>
            {
                for (var i = 0; i < 5; i++)
                {
                    await context.CreateTimer(context.Now.AddMilliseconds(20), CancellationToken.None);
                }
            })
            .StartAsync();

        await engine.Client.StartAsync("timer", "a", Token);

        await engine.CompletedAsync("a");
    }

    private static Task<TestEngine> RaceAsync(Action<string> won) => new TestEngine()
        .Workflow("race", async context =>
        {
            using var cancel = new CancellationTokenSource();
            var signal = context.WaitForSignalAsync();
            var timer = context.CreateTimer(context.Now.AddMinutes(1), cancel.Token);
            won(await Task.WhenAny(signal, timer) == signal ? "signal" : "timer");
            cancel.Cancel();
        })
        .StartAsync();
}
