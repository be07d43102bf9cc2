using System.Collections.Concurrent;
using System.Globalization;
using Verification.Core.Workflows;

namespace Verification.Engine.Tests.Activities;

public sealed class ActivityTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CallActivityAsync_ActivityThrows_FailsTheTaskWithItsNameAndNoMessage()
    {
        ActivityFailedException? failure = null;
        await using var engine = await new TestEngine()
            .Activity("bad", _ => throw new FormatException("Jane Roe"))
            .Workflow("catch", async context => failure = await Assert.ThrowsAsync<ActivityFailedException>(() => context.CallAsync("bad")))
            .StartAsync();

        await engine.Client.StartAsync("catch", "a", Token);
        await engine.CompletedAsync("a");

        Assert.Equal("bad", failure!.Activity);
        Assert.Equal("Activity bad could not be run (FormatException).", failure.Message);
        Assert.DoesNotContain(engine.Log, line => line.Contains("Jane", StringComparison.Ordinal));
        Assert.Contains(engine.Log, line => line.Contains("Activity bad of a threw FormatException", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CallActivityAsync_UnknownName_FailsTheTask()
    {
        ActivityFailedException? failure = null;
        await using var engine = await new TestEngine()
            .Workflow("catch", async context =>
                failure = await Assert.ThrowsAsync<ActivityFailedException>(() => context.CallAsync("nobody")))
            .StartAsync();

        await engine.Client.StartAsync("catch", "a", Token);
        await engine.CompletedAsync("a");

        Assert.Equal("Activity nobody could not be run (unknownActivity).", failure!.Message);
    }

    [Fact]
    public async Task CallActivityAsync_NotCaught_FailsTheWorkflow()
    {
        await using var engine = await new TestEngine().Workflow("flow", context => context.CallAsync("nobody")).StartAsync();

        await engine.Client.StartAsync("flow", "a", Token);

        await engine.UntilAsync("a", WorkflowRuntimeStatus.Failed);
    }

    [Fact]
    public async Task CallActivityAsync_ActivityHangs_IsGivenUpAtTheTimeLimitAndItsSlotIsFree()
    {
        var late = new TaskCompletionSource<int>();
        var cancelled = new TaskCompletionSource();
        var entered = new TaskCompletionSource();
        List<string> seen = [];
        await using var engine = new TestEngine { Configure = options => options.MaxConcurrentActivities = 1 };
        await engine
            .Activity("hang", async (_, token) =>
            {
                entered.SetResult();
                await using var registration = token.Register(cancelled.SetResult);
                return await late.Task;
            })
            .Activity("next", _ => 1)
            .Workflow("flow", async context =>
            {
                seen.Add((await Assert.ThrowsAsync<ActivityFailedException>(() => context.CallAsync("hang"))).Message);
                seen.Add($"next {await context.CallAsync("next")}");
                await context.WaitForSignalAsync();
            })
            .StartAsync();

        await engine.Client.StartAsync("flow", "a", Token);
        await entered.Task;
        engine.Clock.Advance(TimeSpan.FromMinutes(5));
        await cancelled.Task;
        await engine.UntilIdleAsync("a");
        late.SetResult(7);
        await engine.Client.SignalAsync("a", Numbers.Signal(1), Token);
        await engine.CompletedAsync("a");

        Assert.Equal(["Activity hang could not be run (timeLimit).", "next 1"], seen);
        Assert.Equal(0, engine.Health.RunningActivities);
    }

    [Fact]
    public async Task CallActivityAsync_ReturnsAfterTheInstanceEnded_IsIgnored()
    {
        var held = new HeldActivity();
        await using var engine = await new TestEngine()
            .Activity("slow", (_, _) => held.RunAsync())
            .Workflow("flow", context => context.CallAsync("slow"))
            .StartAsync();

        await engine.Client.StartAsync("flow", "a", Token);
        await held.Entered;
        await engine.Client.TerminateAsync("a", Token);
        Assert.True(await engine.Client.PurgeAsync("a", Token));
        Assert.True(await engine.Client.StartAsync("flow", "b", Token));
        held.Release();

        await engine.StopAsync();
        await engine.StartAsync();
        Assert.Null(await engine.Client.GetAsync("a", Token));
    }

    [Fact]
    public async Task CallActivityAsync_LeftRunningAtTheStop_RunsAgain()
    {
        var runs = 0;
        var entered = new TaskCompletionSource();
        await using var engine = await new TestEngine()
            .Activity("once", async (_, _) =>
            {
                if (Interlocked.Increment(ref runs) == 1)
                {
                    entered.SetResult();
                    await new TaskCompletionSource().Task;
                }

                return runs;
            })
            .Workflow("flow", context => context.CallAsync("once"))
            .StartAsync();

        await engine.Client.StartAsync("flow", "a", Token);
        await entered.Task;
        await engine.StopAsync(leave: true);
        await engine.StartAsync();
        await engine.CompletedAsync("a");

        Assert.Equal(2, runs);
    }

    [Fact]
    public async Task Dispatch_ManyInstances_NeverRunsMoreThanTheLimit()
    {
        var running = 0;
        var most = 0;
        await using var engine = new TestEngine { Configure = options => options.MaxConcurrentActivities = 4 };
        await engine
            .Activity("count", async (_, _) =>
            {
                var now = Interlocked.Increment(ref running);
                lock (engine)
                {
                    most = Math.Max(most, now);
                }

                await Task.Yield();
                Interlocked.Decrement(ref running);
                return 0;
            })
            .Workflow("flow", context => Task.WhenAll(Enumerable.Range(0, 10).Select(_ => context.CallAsync("count"))))
            .StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(number => engine.Client.StartAsync("flow", $"i{number}", Token)));
        foreach (var number in Enumerable.Range(0, 50))
        {
            await engine.CompletedAsync($"i{number}");
        }

        Assert.InRange(most, 1, 4);
    }

    [Fact]
    public async Task Dispatch_OneInstanceFansOut_DoesNotHoldUpAnother()
    {
        var done = new ConcurrentQueue<int>();
        var gate = new SemaphoreSlim(0);
        await using var engine = new TestEngine
        {
            Configure = options =>
            {
                options.MaxConcurrentActivities = 1;
                options.MaxActivitiesPerInstance = 2;
            },
        };
        await engine
            .Activity("work", async (number, _) =>
            {
                await gate.WaitAsync(Token);
                done.Enqueue(number);
                return 0;
            })
            .Workflow("wide", context => Task.WhenAll(Enumerable.Range(0, 500).Select(_ => context.CallAsync("work", 1))))
            .Workflow("single", context => context.CallAsync("work", 2))
            .StartAsync();

        await engine.Client.StartAsync("wide", "a", Token);
        await engine.Client.StartAsync("single", "b", Token);
        gate.Release(501);
        await engine.CompletedAsync("a");

        Assert.InRange(done.ToList().IndexOf(2), 0, 3);
    }

    [Fact]
    public async Task Start_WithTheQueueFull_WaitsAndIsTakenUpLater()
    {
        var gate = new SemaphoreSlim(0);
        await using var engine = new TestEngine
        {
            Configure = options =>
            {
                options.MaxConcurrentActivities = 1;
                options.MaxQueuedActivities = 2;
            },
        };
        await engine
            .Activity("work", async (_, _) =>
            {
                await gate.WaitAsync(Token);
                return 0;
            })
            .Workflow("flow", context => context.CallAsync("work"))
            .StartAsync();

        List<Task<bool>> starts = [];
        for (var i = 0; i < 3; i++)
        {
            Assert.True(await engine.Client.StartAsync("flow", $"i{i}", Token));
        }

        starts.AddRange(Enumerable.Range(3, 10).Select(i => engine.Client.StartAsync("flow", $"i{i}", Token)));
        Assert.NotNull(await engine.Client.GetAsync("i0", Token));
        Assert.All(starts, start => Assert.False(start.IsCompleted));
        gate.Release(100);

        Assert.All(await Task.WhenAll(starts), Assert.True);
        await engine.CompletedAsync("i12");
    }

    [Fact]
    public async Task Start_ByAnActivityWithTheQueueFullAndWhileStopping_DoesNotWait()
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var engine = new TestEngine
        {
            Configure = options =>
            {
                options.MaxConcurrentActivities = 1;
                options.MaxQueuedActivities = 1;
            },
        };
        await engine
            .Activity("child", async (number, token) =>
            {
                entered.TrySetResult();
                await release.Task;
                Assert.True(await engine.Client.StartAsync("none", $"child-{number}", token));
                return 0;
            })
            .Workflow("none", _ => Task.CompletedTask)
            .Workflow("flow", context => context.CallAsync("child", int.Parse(context.InstanceId, CultureInfo.InvariantCulture)))
            .StartAsync();

        await engine.Client.StartAsync("flow", "1", Token);
        await entered.Task;
        await engine.Client.StartAsync("flow", "2", Token);
        var stop = engine.StopAsync();
        release.SetResult();
        await stop;

        await engine.StartAsync();
        await engine.CompletedAsync("child-1");
        await engine.CompletedAsync("1");
        await engine.CompletedAsync("2");
        await engine.CompletedAsync("child-2");
    }
}
