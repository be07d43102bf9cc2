using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Verification.Core.Sweeping;
using Verification.Core.Verifications;
using Verification.Core.Webhooks;
using Verification.Core.Workflows;

namespace Verification.Functions.Sweeping;

public sealed class SweepFunctionsTests
{
    [Fact]
    public void Sweeps_EachHasItsTimerFunctionAndTheOtherWayRound()
    {
        using var host = HostUnderTest.Build();

        Assert.Equal(
            host.GetServices<ISweep>().Select(sweep => sweep.Name).Order(StringComparer.Ordinal),
            FunctionTable.NamesTriggeredBy<TimerTriggerAttribute>());
    }

    [Fact]
    public void Schedules_DifferSoThatSweepsDoNotCrowd()
    {
        var schedules = FunctionTable.TriggeredBy<TimerTriggerAttribute>()
            .Select(function => function.Trigger<TimerTriggerAttribute>()!.Schedule).ToList();

        Assert.Equal(schedules.Count, schedules.Distinct().Count());
    }

    [Fact]
    public void Schedules_AreTheSweepsIntervals()
    {
        using var host = HostUnderTest.Build();
        var schedules = FunctionTable.TriggeredBy<TimerTriggerAttribute>()
            .ToDictionary(function => function.Name, function => function.Trigger<TimerTriggerAttribute>()!.Schedule);

        Assert.All(host.GetServices<ISweep>(), sweep => Assert.Contains(
            sweep.Interval < TimeSpan.FromMinutes(1) ? $"/{sweep.Interval.Seconds} * * * * *" : $" */{sweep.Interval.Minutes} * * * *",
            schedules[sweep.Name],
            StringComparison.Ordinal));
    }

    [Fact]
    public async Task SweepInboxAsync_Hazard3_RaisesAgainThroughTheFunctionsOwnClientWhatWasNotTaken()
    {
        await using var host = HostUnderTest.Build();
        var id = VerificationId.Parse("ver_01890a5d00007000800000000000abcd");
        var entry = new InboxEntry("assure", "event-1", id, null, "status", TimeProvider.System.GetUtcNow());
        await host.GetRequiredService<InboxStore>().TryAddAsync(entry, TestContext.Current.CancellationToken);
        var client = new Mock<DurableTaskClient>(MockBehavior.Strict, "test");
        client.Setup(durable => durable.RaiseEventAsync(
            id.ToString(), Signal.EventName, new Signal("event-1", SignalKind.ProviderEvent, "event-1"), It.IsAny<CancellationToken>()))
            .Returns(Task.CompletedTask).Verifiable(Times.Once);

        await host.GetRequiredService<SweepFunctions>().SweepInboxAsync(
            new TimerInfo(), client.Object, TestContext.Current.CancellationToken);

        client.Verify();
    }
}
