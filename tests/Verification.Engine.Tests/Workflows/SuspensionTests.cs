using Verification.Core.Verifications;
using Verification.Core.Workflows;
using Verification.Engine.Storage;

namespace Verification.Engine.Tests.Workflows;

public sealed class SuspensionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Replay_CodeAsksForAnotherActivity_SuspendsWithTheStepAndContinuesAfterRollback()
    {
        await using var engine = await new TestEngine()
            .Activity("upload", _ => 1)
            .Activity("audit", _ => 1)
            .Workflow("flow", UploadThenWait)
            .StartAsync();
        await engine.Client.StartAsync("flow", "a", Token);
        await engine.UntilIdleAsync("a");

        await engine.StopAsync();
        await engine.Workflow("flow", AuditThenWait).StartAsync();
        Assert.True(await engine.Client.SignalAsync("a", Numbers.Signal(1), Token));

        Assert.Equal(WorkflowRuntimeStatus.Suspended, (await engine.Client.GetAsync("a", Token))!.RuntimeStatus);
        var alarm = Assert.Single(engine.Health.Alarms);
        Assert.Equal("a", alarm.InstanceId);
        Assert.Equal("step 0 (Started): history has activity upload (0), the code decides activity audit (0)", alarm.Step);
        Assert.Contains(engine.Log, line => line.Contains(alarm.Step, StringComparison.Ordinal));

        // Signals that come meanwhile are kept, also over a restart with code that still does not fit.
        Assert.True(await engine.Client.SignalAsync("a", Numbers.Signal(2), Token));
        await engine.RestartAsync();
        Assert.Equal(WorkflowRuntimeStatus.Suspended, (await engine.Client.GetAsync("a", Token))!.RuntimeStatus);
        Assert.Single(engine.Health.Alarms);

        await engine.StopAsync();
        await engine.Workflow("flow", UploadThenWait).StartAsync();
        await engine.CompletedAsync("a");
        Assert.Empty(engine.Health.Alarms);
    }

    [Fact]
    public async Task Replay_CodeEndsEarlier_Suspends()
    {
        await using var engine = await new TestEngine().Activity("upload", _ => 1).Workflow("flow", UploadThenWait).StartAsync();
        await engine.Client.StartAsync("flow", "a", Token);
        await engine.UntilIdleAsync("a");

        await engine.StopAsync();
        await engine.Workflow("flow", context => context.CallAsync("upload")).StartAsync();
        await engine.Client.SignalAsync("a", Numbers.Signal(1), Token);

        Assert.Equal(
            "step 1 (ActivityCompleted): history has nothing more, the code decides end (Completed)",
            Assert.Single(engine.Health.Alarms).Step);
    }

    [Fact]
    public async Task Replay_WorkflowRemoved_SuspendsUntilItIsBack()
    {
        await using var engine = await new TestEngine().Activity("upload", _ => 1).Workflow("flow", UploadThenWait).StartAsync();
        await engine.Client.StartAsync("flow", "a", Token);
        await engine.UntilIdleAsync("a");
        await engine.StopAsync();

        engine.RemoveWorkflow("flow");
        await engine.StartAsync();
        await engine.Client.SignalAsync("a", Numbers.Signal(1), Token);
        Assert.Equal("its start: there is no workflow flow", Assert.Single(engine.Health.Alarms).Step);

        await engine.StopAsync();
        await engine.Workflow("flow", UploadThenWait).StartAsync();
        await engine.Client.SignalAsync("a", Numbers.Signal(2), Token);
        await engine.CompletedAsync("a");
    }

    [Fact]
    public async Task Replay_OtherTimerLength_FitsAndKeepsTheRecordedTime()
    {
        await using var engine = await new TestEngine().Workflow("timer", Timer(TimeSpan.FromMinutes(10))).StartAsync();
        await engine.Client.StartAsync("timer", "a", Token);

        await engine.StopAsync();
        await engine.Workflow("timer", Timer(TimeSpan.FromDays(10))).StartAsync();
        engine.Clock.Advance(TimeSpan.FromMinutes(10));

        await engine.CompletedAsync("a");
    }

    [Fact]
    public async Task Deliver_CodeAwaitsAForeignTask_SuspendsAndTakesTheEventAgainOnceFixed()
    {
        await using var engine = await new TestEngine()
            .Workflow("foreign", async context =>
            {
                await context.WaitForSignalAsync();
                await new TaskCompletionSource().Task;
            })
            .StartAsync();
        await engine.Client.StartAsync("foreign", "a", Token);
        await engine.Client.SignalAsync("a", Numbers.Signal(1), Token);

        Assert.Equal(
            "step 1 (SignalReceived): the code awaits something that is not a task of its context",
            Assert.Single(engine.Health.Alarms).Step);

        await engine.StopAsync();
        await engine.Workflow("foreign", context => context.WaitForSignalAsync()).StartAsync();
        await engine.CompletedAsync("a");
    }

    [Fact]
    public async Task Deliver_CodeComesBackFromAForeignTask_Suspends()
    {
        var foreign = new TaskCompletionSource();
        await using var engine = await new TestEngine()
            .Workflow("foreign", context => Task.WhenAll(context.WaitForSignalAsync(), AwaitAsync(foreign.Task)))
            .StartAsync();
        await engine.Client.StartAsync("foreign", "a", Token);

        await Task.Run(foreign.SetResult, Token);

        await engine.UntilAsync("a", WorkflowRuntimeStatus.Suspended);
    }

    [Fact]
    public async Task Suspended_Terminated_IsEndedAndItsAlarmCleared()
    {
        await using var engine = await new TestEngine().Workflow("foreign", _ => new TaskCompletionSource().Task).StartAsync();
        await engine.Client.StartAsync("foreign", "a", Token);
        Assert.Single(engine.Health.Alarms);

        await engine.Client.TerminateAsync("a", Token);

        Assert.Equal(WorkflowRuntimeStatus.Terminated, (await engine.Client.GetAsync("a", Token))!.RuntimeStatus);
        Assert.Empty(engine.Health.Alarms);
    }

    [Fact]
    public async Task Suspended_WhileAnActivityRuns_KeepsItsResult()
    {
        var foreign = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var runs = 0;
        await using var engine = await new TestEngine()
            .Activity("slow", async (_, _) =>
            {
                runs++;
                await release.Task;
                return 1;
            })
            .Workflow("mixed", context => Task.WhenAll(context.CallAsync("slow"), AwaitAsync(foreign.Task)))
            .StartAsync();
        await engine.Client.StartAsync("mixed", "a", Token);
        await Task.Run(foreign.SetResult, Token);
        await engine.UntilAsync("a", WorkflowRuntimeStatus.Suspended);

        release.SetResult();
        await engine.StopAsync();
        await engine.Workflow("mixed", context => context.CallAsync("slow")).StartAsync();
        await engine.CompletedAsync("a");

        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task Replay_EventOfANewerVersion_SuspendsAndContinuesWhenItCanBeRead()
    {
        await using var engine = await new TestEngine().Activity("upload", _ => 1).Workflow("flow", UploadThenWait).StartAsync();
        await engine.Client.StartAsync("flow", "a", Token);
        await engine.UntilIdleAsync("a");
        await engine.StopAsync();
        Edit(engine, "UPDATE history SET event = replace(event, 'activityCompleted', 'fromTheFuture')");

        await engine.StartAsync();
        await engine.Client.SignalAsync("a", Numbers.Signal(1), Token);
        Assert.Equal("step 1 (unreadable): the history cannot be read", Assert.Single(engine.Health.Alarms).Step);

        await engine.StopAsync();
        Edit(engine, "UPDATE history SET event = replace(event, 'fromTheFuture', 'activityCompleted')");
        await engine.StartAsync();
        await engine.CompletedAsync("a");
    }

    /// <summary>A newer version may publish words that this one does not know. Whoever asks gets the rest, and the engine runs on.</summary>
    [Fact]
    public async Task Get_PublishedByANewerVersion_IsAnsweredWithoutIt()
    {
        await using var engine = await new TestEngine()
            .Workflow("flow", context =>
            {
                context.SetStatus(new WorkflowStatus(VerificationStatus.Completed, context.Now, []));
                return Task.CompletedTask;
            })
            .StartAsync();
        await engine.Client.StartAsync("flow", "a", Token);
        await engine.CompletedAsync("a");
        await engine.StopAsync();
        Edit(engine, "UPDATE instances SET published = replace(published, 'completed', 'fromTheFuture')");
        await engine.StartAsync();

        var instance = await engine.Client.GetAsync("a", Token);

        Assert.Equal((WorkflowRuntimeStatus.Completed, null), (instance!.RuntimeStatus, instance.Status));
        Assert.True(engine.Health.Ready);
    }

    private static void Edit(TestEngine engine, string sql)
    {
        using var connection = new SqliteConnection(Path.Combine(engine.Directory, EngineDatabase.FileName));
        connection.Execute(sql);
    }

    private static async Task AwaitAsync(Task task) => await task;

    private static async Task UploadThenWait(WorkflowContext context)
    {
        await context.CallAsync("upload");
        await context.WaitForSignalAsync();
    }

    private static async Task AuditThenWait(WorkflowContext context)
    {
        await context.CallAsync("audit");
        await context.WaitForSignalAsync();
    }

    private static Func<WorkflowContext, Task> Timer(TimeSpan length) =>
        context => context.CreateTimer(context.Now + length, CancellationToken.None);
}
