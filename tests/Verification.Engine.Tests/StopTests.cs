using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Verification.Core.Storage;

namespace Verification.Engine.Tests;

/// <summary>What a stop lets finish, and what it answers to who comes too late.</summary>
public sealed class StopTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>An erasure waits so long for what an ended workflow had begun.</summary>
    [Theory]
    [InlineData("00:10:00", true)]
    [InlineData("00:10:01", false)]
    public void ActivityTimeLimit_LongerThanAnErasureWaits_IsRefused(string limit, bool valid)
    {
        var options = new EngineOptions { DataDirectory = "data", ActivityTimeLimit = TimeSpan.Parse(limit, CultureInfo.InvariantCulture) };

        Assert.Equal(valid, Validator.TryValidateObject(options, new ValidationContext(options), null, validateAllProperties: true));
    }

    [Fact]
    public async Task StopAsync_WhileAnActivityRuns_LetsItFinishAndRecordsItsResult()
    {
        var held = new HeldActivity();
        await using var engine = await new TestEngine()
            .Activity("slow", (_, _) => held.RunAsync())
            .Workflow("slow", context => context.CallAsync("slow"))
            .StartAsync();

        await engine.Client.StartAsync("slow", "a", Token);
        await held.Entered;
        var client = engine.Client;
        var stop = engine.StopAsync();
        var refused = await Assert.ThrowsAsync<StoreException>(() => client.StartAsync("slow", "b", Token));
        held.Release();
        await stop;
        await engine.StartAsync();
        await engine.CompletedAsync("a");

        Assert.Equal("The engine is stopping.", refused.Message);
        Assert.Equal(1, held.Runs);
    }

    [Fact]
    public async Task StopAsync_ActivityThatDoesNotFinish_IsBoundedAndRunsItAgainAtTheNextStart()
    {
        var runs = 0;
        var cancelled = new TaskCompletionSource();
        var entered = new TaskCompletionSource();
        await using var engine = new TestEngine { Configure = options => options.ActivityTimeLimit = TimeSpan.FromMinutes(10) };
        await engine
            .Activity("hang", async (_, token) =>
            {
                if (++runs == 1)
                {
                    await using var registration = token.Register(cancelled.SetResult);
                    entered.SetResult();
                    await new TaskCompletionSource().Task;
                }

                return 1;
            })
            .Workflow("hang", context => context.CallAsync("hang"))
            .StartAsync();

        await engine.Client.StartAsync("hang", "a", Token);
        await entered.Task;
        var stop = engine.StopAsync();
        engine.Clock.Advance(TimeSpan.FromSeconds(15));
        await cancelled.Task;
        while (!stop.IsCompleted)
        {
            engine.Clock.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }

        await stop;
        await engine.StartAsync();
        await engine.CompletedAsync("a");

        Assert.Equal(2, runs);
    }

    [Fact]
    public async Task Client_BeforeStartAndAfterStop_IsRefusedWithASentence()
    {
        await using var engine = await new TestEngine().StartAsync();
        var client = engine.Client;
        await engine.StopAsync();

        var exception = await Assert.ThrowsAsync<StoreException>(() => client.GetAsync("a", Token));
        Assert.Equal("The engine is stopped.", exception.Message);
    }
}
