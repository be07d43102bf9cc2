using Microsoft.Extensions.DependencyInjection;
using Verification.Simulators.Scenarios;
using Verification.Simulators.Tests.Assure;
using Verification.Simulators.Webhooks;
using Verification.Testing;

namespace Verification.Simulators.Tests;

public sealed class SchedulerTests
{
    [Fact]
    public void After_RunsWhenDueAndWhatIsDueAtOnceAtOnce()
    {
        var clock = new ManualTimeProvider();
        using var scheduler = new Scheduler(clock);
        var ran = new List<int>();
        scheduler.After(TimeSpan.FromSeconds(2), () => ran.Add(2));
        scheduler.After(TimeSpan.FromSeconds(1), () => ran.Add(1));
        scheduler.After(TimeSpan.Zero, () => ran.Add(0));
        Assert.Equal([0], ran);
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal([0, 1, 2], ran);
        Assert.Equal(0, clock.PendingTimers);
    }

    [Fact]
    public async Task Dispose_OfTheWorldWhileSomethingIsDue_IsQuiet()
    {
        var world = await SimulatedWorld.StartAsync();
        var client = await AssureClient.ConnectAsync(world);
        await client.PostAsync(await client.PrepareAsync());
        var webhooks = world.Services.GetRequiredService<WebhookSender>();
        await world.DisposeAsync();
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        webhooks.Send(null!, new WebhookPlan(), afterStart: false);
        Assert.Equal(0, world.Receiver.Waiting);
    }

    [Fact]
    public void Clear_ForgetsWhatHasNotRun()
    {
        var clock = new ManualTimeProvider();
        using var scheduler = new Scheduler(clock);
        scheduler.After(TimeSpan.FromSeconds(1), () => Assert.Fail("It was forgotten."));
        scheduler.Clear();
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, clock.PendingTimers);
    }
}
