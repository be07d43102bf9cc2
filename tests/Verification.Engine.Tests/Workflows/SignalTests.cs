namespace Verification.Engine.Tests.Workflows;

public sealed class SignalTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SignalAsync_BeforeAWaiterStands_IsBufferedInOrder()
    {
        List<int> received = [];
        var release = new TaskCompletionSource();
        await using var engine = await new TestEngine()
            .Activity("slow", async (_, _) =>
            {
                await release.Task;
                return 0;
            })
            .Workflow("late", async context =>
            {
                await context.CallAsync("slow");
                for (var i = 0; i < 3; i++)
                {
                    received.Add(Numbers.NumberOf(await context.WaitForSignalAsync()));
                }
            })
            .StartAsync();

        await engine.Client.StartAsync("late", "a", Token);
        foreach (var number in new[] { 3, 1, 2 })
        {
            await engine.Client.SignalAsync("a", Numbers.Signal(number), Token);
        }

        release.SetResult();
        await engine.CompletedAsync("a");

        Assert.Equal([3, 1, 2], received);
    }

    [Fact]
    public async Task SignalAsync_WhileAnActivityRunsBetweenTwoWaits_IsNotLost()
    {
        List<int> received = [];
        var held = new HeldActivity();
        await using var engine = await new TestEngine()
            .Activity("between", (_, _) => held.RunAsync())
            .Workflow("two", async context =>
            {
                received.Add(Numbers.NumberOf(await context.WaitForSignalAsync()));
                await context.CallAsync("between");
                received.Add(Numbers.NumberOf(await context.WaitForSignalAsync()));
            })
            .StartAsync();

        await engine.Client.StartAsync("two", "a", Token);
        await engine.Client.SignalAsync("a", Numbers.Signal(1), Token);
        await held.Entered;
        await engine.Client.SignalAsync("a", Numbers.Signal(2), Token);
        held.Release();
        await engine.CompletedAsync("a");

        Assert.Equal([1, 2], received);
    }

    [Fact]
    public async Task SignalAsync_Buffered_SurvivesRestart()
    {
        List<int> received = [];
        await using var engine = await new TestEngine()
            .Workflow("timer", async context =>
            {
                received.Clear();
                await context.CreateTimer(context.Now.AddHours(1), CancellationToken.None);
                received.Add(Numbers.NumberOf(await context.WaitForSignalAsync()));
                received.Add(Numbers.NumberOf(await context.WaitForSignalAsync()));
            })
            .StartAsync();

        await engine.Client.StartAsync("timer", "a", Token);
        await engine.Client.SignalAsync("a", Numbers.Signal(1), Token);
        await engine.Client.SignalAsync("a", Numbers.Signal(2), Token);
        await engine.RestartAsync();
        engine.Clock.Advance(TimeSpan.FromHours(1));
        await engine.CompletedAsync("a");

        Assert.Equal([1, 2], received);
    }

    [Fact]
    public async Task SignalAsync_Twice_ArrivesTwice()
    {
        List<int> received = [];
        await using var engine = await new TestEngine()
            .Workflow("two", async context =>
            {
                received.Add(Numbers.NumberOf(await context.WaitForSignalAsync()));
                received.Add(Numbers.NumberOf(await context.WaitForSignalAsync()));
            })
            .StartAsync();

        await engine.Client.StartAsync("two", "a", Token);
        await engine.Client.SignalAsync("a", Numbers.Signal(1), Token);
        await engine.Client.SignalAsync("a", Numbers.Signal(1), Token);
        await engine.CompletedAsync("a");

        Assert.Equal([1, 1], received);
    }

    [Fact]
    public async Task SignalAsync_ThousandsToOneInstance_AllArriveInTheOrderOfEachSender()
    {
        const int Senders = 8;
        const int Each = 1_000;
        List<int> received = [];
        await using var engine = await new TestEngine()
            .Workflow("many", async context =>
            {
                received.Clear();
                while (received.Count < Senders * Each)
                {
                    received.Add(Numbers.NumberOf(await context.WaitForSignalAsync()));
                }
            })
            .StartAsync();

        await engine.Client.StartAsync("many", "a", Token);
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++)
            {
                Assert.True(await engine.Client.SignalAsync("a", Numbers.Signal((sender * Each) + i), Token));
            }
        })));
        await engine.CompletedAsync("a");

        Assert.All(received.GroupBy(number => number / Each), sender => Assert.Equal(sender.Order(), sender));
        Assert.Equal(Enumerable.Range(0, Senders * Each), received.Order());
    }

    [Fact]
    public async Task SignalAsync_NobodyThereOrEnded_IsFalse()
    {
        await using var engine = await new TestEngine().Workflow("done", _ => Task.CompletedTask).StartAsync();

        await engine.Client.StartAsync("done", "a", Token);
        await engine.CompletedAsync("a");

        Assert.False(await engine.Client.SignalAsync("a", Numbers.Signal(1), Token));
        Assert.False(await engine.Client.SignalAsync("b", Numbers.Signal(1), Token));
    }
}
