using Verification.Core.Verifications;
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
    public async Task StartAsync_SameIdAtOnceAndAfterCompletion_CreatesOneInstance()
    {
        var runs = 0;
        await using var engine = await new TestEngine()
            .Workflow("once", _ =>
            {
                runs++;
                return Task.CompletedTask;
            })
            .StartAsync();

        var created = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => engine.Client.StartAsync("once", "a", Token))));
        await engine.CompletedAsync("a");

        Assert.Single(created, true);
        Assert.False(await engine.Client.StartAsync("once", "a", Token));
        await engine.RestartAsync();
        Assert.False(await engine.Client.StartAsync("once", "a", Token));
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task StartAsync_UnknownWorkflow_IsRefused()
    {
        await using var engine = await new TestEngine().StartAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => engine.Client.StartAsync("nobody", "a", Token));
        Assert.Null(await engine.Client.GetAsync("a", Token));
    }

    [Fact]
    public async Task GetAsync_AfterSetStatus_ShowsWhatWasPublishedAlsoAfterRestart()
    {
        var published = new WorkflowStatus(
            VerificationStatus.AwaitingInput, DateTimeOffset.UnixEpoch, [new AwaitedInput(null, "front.missing")]);
        await using var engine = await new TestEngine()
            .Workflow("status", async context =>
            {
                context.SetStatus(published with { Status = VerificationStatus.Pending });
                context.SetStatus(published);
                await context.WaitForSignalAsync();
            })
            .StartAsync();

        await engine.Client.StartAsync("status", "a", Token);
        Assert.Equivalent(published, (await engine.Client.GetAsync("a", Token))!.Status, strict: true);
        await engine.RestartAsync();
        Assert.Equivalent(published, (await engine.Client.GetAsync("a", Token))!.Status, strict: true);
        await engine.Client.SignalAsync("a", Numbers.Signal(1), Token);

        Assert.Equivalent(published, (await engine.CompletedAsync("a")).Status, strict: true);
    }

    [Fact]
    public async Task GetAsync_AfterAnEvent_HasItsTime()
    {
        await using var engine = await new TestEngine().Workflow("wait", WaitTwice).StartAsync();
        var start = engine.Clock.GetUtcNow();

        await engine.Client.StartAsync("wait", "a", Token);
        engine.Clock.Advance(TimeSpan.FromHours(1));
        await engine.Client.SignalAsync("a", Numbers.Signal(1), Token);
        await engine.RestartAsync();
        var instance = (await engine.Client.GetAsync("a", Token))!;

        Assert.Equal(("a", "wait", start, start.AddHours(1)), (instance.Id, instance.Workflow, instance.CreatedAt, instance.UpdatedAt));
    }

    [Fact]
    public async Task TerminateAsync_Running_EndsItForGood()
    {
        await using var engine = await new TestEngine().Workflow("wait", WaitTwice).StartAsync();

        await engine.Client.StartAsync("wait", "a", Token);
        await engine.Client.TerminateAsync("a", Token);
        await engine.Client.TerminateAsync("a", Token);
        await engine.Client.TerminateAsync("nobody", Token);

        Assert.Equal(WorkflowRuntimeStatus.Terminated, (await engine.Client.GetAsync("a", Token))!.RuntimeStatus);
        Assert.False(await engine.Client.SignalAsync("a", Numbers.Signal(1), Token));
        await engine.RestartAsync();
        Assert.Equal(WorkflowRuntimeStatus.Terminated, (await engine.Client.GetAsync("a", Token))!.RuntimeStatus);
    }

    [Fact]
    public async Task PurgeAsync_OnlyWhenEnded_RemovesItAndFreesTheId()
    {
        await using var engine = await new TestEngine().Workflow("wait", WaitTwice).StartAsync();

        await engine.Client.StartAsync("wait", "a", Token);
        Assert.False(await engine.Client.PurgeAsync("a", Token));
        await engine.Client.TerminateAsync("a", Token);
        Assert.True(await engine.Client.PurgeAsync("a", Token));
        Assert.False(await engine.Client.PurgeAsync("a", Token));

        Assert.Null(await engine.Client.GetAsync("a", Token));
        Assert.True(await engine.Client.StartAsync("wait", "a", Token));
        Assert.True(await engine.Client.SignalAsync("a", Numbers.Signal(1), Token));
        await engine.RestartAsync();
        await engine.Client.SignalAsync("a", Numbers.Signal(2), Token);
        await engine.CompletedAsync("a");
    }

    [Fact]
    public async Task RunAsync_WorkflowThrows_FailsWithoutItsMessageInLogOrFile()
    {
        await using var engine = await new TestEngine()
            .Workflow("throw", async context =>
            {
                await context.WaitForSignalAsync();
                throw new FormatException("Jane Roe 1990-01-01");
            })
            .StartAsync();

        await engine.Client.StartAsync("throw", "a", Token);
        await engine.Client.SignalAsync("a", Numbers.Signal(1), Token);
        await engine.UntilAsync("a", WorkflowRuntimeStatus.Failed);
        await engine.StopAsync();

        Assert.Contains(engine.Log, line => line.Contains("FormatException", StringComparison.Ordinal));
        Assert.DoesNotContain(engine.Log, line => line.Contains("Jane", StringComparison.Ordinal));
        Assert.All(
            Directory.GetFiles(engine.Directory),
            file => Assert.DoesNotContain("Jane", File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public async Task StartAsync_TwoActivitiesOfOneName_SaysWhich()
    {
        await using var engine = new TestEngine().Workflow("a", WaitTwice);
        engine.Activity("same", _ => 1).Also("same", _ => 2);

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => engine.StartAsync());

        Assert.Equal("Two of IActivity are called same.", exception.Message);
    }

    [Fact]
    public async Task Health_Running_CountsWhatIsThere()
    {
        await using var engine = await new TestEngine().Workflow("wait", WaitTwice).StartAsync();

        await engine.Client.StartAsync("wait", "a", Token);
        await engine.Client.StartAsync("wait", "b", Token);

        Assert.Equivalent(new EngineHealth(true, null, 0, 0, 2, []), engine.Health);
    }

    private static async Task WaitTwice(WorkflowContext context)
    {
        await context.WaitForSignalAsync();
        await context.WaitForSignalAsync();
    }
}
