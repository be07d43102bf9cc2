using Verification.Core.Workflows;

namespace Verification.Engine.Tests;

public sealed class EmbeddedEngineTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StartAsync_NewId_RunsActivitiesInOrderAndCompletes()
    {
        List<int> results = [];
        await using var engine = await new TestEngine()
            .Activity("double", number => number * 2)
            .Workflow("chain", async context =>
            {
                var number = 1;
                for (var i = 0; i < 5; i++)
                {
                    number = await context.CallAsync("double", number);
                    results.Add(number);
                }
            })
            .StartAsync();

        Assert.True(await engine.Client.StartAsync("chain", "a", Token));
        await engine.CompletedAsync("a");

        Assert.Equal([2, 4, 8, 16, 32], results);
    }

    [Fact]
    public async Task SignalAsync_WhileItWaits_CompletesTheWait()
    {
        Signal? received = null;
        await using var engine = await new TestEngine()
            .Workflow("wait", async context => received = await context.WaitForSignalAsync())
            .StartAsync();

        await engine.Client.StartAsync("wait", "a", Token);
        Assert.True(await engine.Client.SignalAsync("a", Numbers.Signal(7), Token));
        await engine.CompletedAsync("a");

        Assert.Equal(Numbers.Signal(7), received);
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
    public async Task Restart_InTheMiddle_ContinuesWithRecordedResults()
    {
        var calls = 0;
        List<int> results = [];
        await using var engine = await new TestEngine()
            .Activity("count", _ => ++calls)
            .Workflow("wait", async context =>
            {
                results.Clear();
                results.Add(await context.CallAsync("count"));
                await context.WaitForSignalAsync();
                results.Add(await context.CallAsync("count"));
            })
            .StartAsync();

        await engine.Client.StartAsync("wait", "a", Token);
        await engine.RestartAsync();
        await engine.Client.SignalAsync("a", Numbers.Signal(1), Token);
        await engine.CompletedAsync("a");

        Assert.Equal(2, results.Count);
        Assert.Equal(calls, results[^1]);
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
}
