using SQLitePCL;
using Verification.Core.Storage;
using Verification.Core.Workflows;
using Verification.Engine.Storage;

namespace Verification.Engine.Tests.Loop;

public sealed class CommitterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(raw.SQLITE_FULL, "The engine's file cannot be written: the disk is full; make room.")]
    [InlineData(raw.SQLITE_READONLY, "The engine's file cannot be written: it cannot be written; make the file and its folder writable.")]
    [InlineData(raw.SQLITE_IOERR, "The engine's file cannot be written: the disk reports an error; check the disk.")]
    public async Task Commit_FileCannotBeWritten_TellsCallersAndGoesOnWhenItCan(int code, string problem)
    {
        await using var engine = await CountingAsync();
        await engine.Client.StartAsync("count", "a", Token);
        await engine.UntilIdleAsync("a");

        engine.CommitProbe = after => throw new SqliteException(code, "no");
        var first = await Assert.ThrowsAsync<StoreException>(() => engine.Client.SignalAsync("a", Numbers.Signal(1), Token));
        var second = await Assert.ThrowsAsync<StoreException>(() => engine.Client.StartAsync("count", "b", Token));

        Assert.Equal((problem, problem), (first.Message, second.Message));
        Assert.Equal((false, problem), (engine.Health.Ready, engine.Health.Problem));
        Assert.Contains(engine.Log, line => line.StartsWith($"Error: {problem}", StringComparison.Ordinal));

        engine.CommitProbe = null;
        await engine.AdvanceUntilAsync(() => engine.Health.Ready);
        await engine.CompletedAsync("a");
        Assert.True(await engine.Client.StartAsync("count", "b", Token));
    }

    [Fact]
    public async Task Commit_FileCannotBeWrittenWhileAnActivityReturns_ItsResultIsKept()
    {
        var held = new HeldActivity();
        await using var engine = await new TestEngine()
            .Activity("slow", (_, _) => held.RunAsync())
            .Workflow("flow", context => context.CallAsync("slow"))
            .StartAsync();
        await engine.Client.StartAsync("flow", "a", Token);
        await held.Entered;

        engine.CommitProbe = _ => throw new SqliteException(raw.SQLITE_FULL, "no");
        held.Release();
        await engine.AdvanceUntilAsync(() => !engine.Health.Ready);
        engine.CommitProbe = null;
        await engine.AdvanceUntilAsync(() => engine.Health.Ready);
        await engine.CompletedAsync("a");

        Assert.Equal(1, held.Runs);
    }

    [Fact]
    public async Task Commit_StoppedWhileTheFileCannotBeWritten_LeavesWhatARestartContinuesFrom()
    {
        await using var engine = await CountingAsync();
        await engine.Client.StartAsync("count", "a", Token);
        await engine.UntilIdleAsync("a");

        engine.CommitProbe = _ => throw new SqliteException(raw.SQLITE_FULL, "no");
        await Assert.ThrowsAsync<StoreException>(() => engine.Client.SignalAsync("a", Numbers.Signal(1), Token));
        await engine.StopAsync(leave: true);

        engine.CommitProbe = null;
        await engine.StartAsync();
        Assert.Equal(WorkflowRuntimeStatus.Running, (await engine.Client.GetAsync("a", Token))!.RuntimeStatus);
        Assert.True(await engine.Client.SignalAsync("a", Numbers.Signal(1), Token));
        await engine.CompletedAsync("a");
    }

    [Fact]
    public async Task Commit_ToldToLeaveInTheCommitThatFails_Leaves()
    {
        await using var engine = await CountingAsync();
        var stop = Task.CompletedTask;

        await engine.InOneCommitAsync(() =>
        {
            _ = engine.Client.StartAsync("count", "a", Token);
            stop = engine.StopAsync(leave: true);
            engine.CommitProbe = after => _ = after ? 0 : throw new SqliteException(raw.SQLITE_FULL, "no");
        });

        await stop;
    }

    [Fact]
    public async Task Commit_FileDamaged_EndsTheEngineWithASentence()
    {
        await using var engine = await CountingAsync();

        engine.CommitProbe = _ => throw new SqliteException(raw.SQLITE_CORRUPT, "malformed");
        await Assert.ThrowsAsync<StoreException>(() => engine.Client.StartAsync("count", "a", Token));

        const string Problem = "The engine's file cannot be used: it is damaged; restore it from a backup.";
        var refused = await Assert.ThrowsAsync<StoreException>(() => engine.Client.GetAsync("a", Token));
        Assert.Equal((Problem, Problem), (refused.Message, engine.Health.Problem));
        Assert.Contains(engine.Log, line => line.StartsWith("Critical: ", StringComparison.Ordinal));
    }

    private static Task<TestEngine> CountingAsync() => new TestEngine()
        .Activity("one", _ => 1)
        .Workflow("count", async context =>
        {
            await context.CallAsync("one");
            await context.WaitForSignalAsync();
            await context.CallAsync("one");
        })
        .StartAsync();
}
