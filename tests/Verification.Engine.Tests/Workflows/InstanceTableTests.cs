using Verification.Core.Workflows;

namespace Verification.Engine.Tests.Workflows;

public sealed class InstanceTableTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EvictIdle_BeyondTheLimit_LeavesMemoryAndIsReplayedWhenWoken()
    {
        var sums = new Dictionary<string, int>();
        await using var engine = new TestEngine { Configure = options => options.MaxIdleInstances = 3 };
        await engine.Workflow("sum", async context =>
        {
            var sum = 0;
            for (var i = 0; i < 3; i++)
            {
                sum += Numbers.NumberOf(await context.WaitForSignalAsync());
            }

            sums[context.InstanceId] = sum;
        }).StartAsync();

        var ids = Enumerable.Range(0, 20).Select(number => $"i{number}").ToList();
        foreach (var id in ids)
        {
            await engine.Client.StartAsync("sum", id, Token);
        }

        for (var i = 1; i <= 3; i++)
        {
            Assert.InRange(engine.Health.LoadedInstances, 0, 3);
            foreach (var id in ids)
            {
                Assert.True(await engine.Client.SignalAsync(id, Numbers.Signal(i), Token));
            }
        }

        Assert.Equal(ids.ToDictionary(id => id, _ => 6), sums);
    }

    [Fact]
    public async Task EvictIdle_AfterTheTime_LeavesMemoryAndItsTimerStillFires()
    {
        await using var engine = await new TestEngine()
            .Workflow("timer", context => context.CreateTimer(context.Now.AddHours(1), CancellationToken.None))
            .StartAsync();

        await engine.Client.StartAsync("timer", "a", Token);
        Assert.Equal(1, engine.Health.LoadedInstances);
        engine.Clock.Advance(TimeSpan.FromMinutes(2));
        await engine.Client.GetAsync("a", Token);
        Assert.Equal(0, engine.Health.LoadedInstances);
        engine.Clock.Advance(TimeSpan.FromHours(1));

        await engine.CompletedAsync("a");
    }

    [Fact]
    public async Task Replay_CodeThatIsNotDeterministic_IsFoundWhenTheInstanceIsWoken()
    {
        var run = 0;
        await using var engine = new TestEngine { Configure = options => options.MaxIdleInstances = 0 };
        await engine
            .Activity("odd", _ => 0)
            .Activity("even", _ => 0)
            .Workflow("moody", async context =>
            {
                await context.CallAsync(run++ % 2 == 0 ? "even" : "odd");
                await context.WaitForSignalAsync();
            })
            .StartAsync();

        await engine.Client.StartAsync("moody", "a", Token);
        await engine.UntilIdleAsync("a");
        await engine.Client.SignalAsync("a", Numbers.Signal(1), Token);

        await engine.UntilAsync("a", WorkflowRuntimeStatus.Suspended);
        Assert.Equal(
            "step 0 (Started): history has activity even (0), the code decides activity odd (0)",
            Assert.Single(engine.Health.Alarms).Step);
    }
}
