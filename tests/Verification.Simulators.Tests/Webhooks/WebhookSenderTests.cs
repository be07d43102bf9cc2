using System.Net;
using System.Net.Http.Json;
using Verification.Simulators.Tests.Assure;

namespace Verification.Simulators.Tests.Webhooks;

public sealed class WebhookSenderTests
{
    private static readonly TimeSpan Processing = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task NoWebhook_AfterTheOutcome_NothingIsSent()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var (client, process) = await StartAsync(world, "no-webhook");
        world.Clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal("accepted", (string?)(await client.StatusAsync(process))["status"]);
        Assert.Equal(0, world.Ledger.Report().Total.WebhooksSent);
        Assert.Equal(0, world.Receiver.Waiting);
    }

    [Fact]
    public async Task DuplicateWebhook_AfterTheOutcome_IsSentThreeTimes()
    {
        await using var world = await SimulatedWorld.StartAsync();
        await StartAsync(world, "duplicate-webhook");
        world.Clock.Advance(Processing);
        for (var copy = 0; copy < 3; copy++)
        {
            Assert.Equal("accepted", (string?)(await world.Receiver.NextAsync()).Json["status"]);
        }

        await SimulatedWorld.UntilAsync(() => world.Ledger.Report().Total.WebhooksSent == 3);
        Assert.Equal(3, world.Ledger.Report().Total.WebhookAnswers["200"]);
    }

    [Fact]
    public async Task EarlyWebhook_ArrivesBeforeTheStartIsAnswered()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await AssureClient.ConnectAsync(world);
        var process = await client.PrepareAsync("early-webhook");
        var answer = new TaskCompletionSource<HttpStatusCode>();
        world.Receiver.Answer = (_, _) => answer.Task;

        var start = client.PostAsync(process);
        Assert.Equal("accepted", (string?)(await world.Receiver.NextAsync()).Json["status"]);
        Assert.False(start.IsCompleted);
        Assert.Equal("accepted", (string?)(await client.StatusAsync(process))["status"]);
        answer.SetResult(HttpStatusCode.OK);
        await AssureClient.ExpectAsync(await start);
        Assert.Equal(1, world.Ledger.Report().Total.WebhooksSent);
    }

    [Fact]
    public async Task PrematureWebhook_ClaimsTheOutcomeWhileTheProviderIsStillAtWork()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var (client, process) = await StartAsync(world, "premature-webhook");
        Assert.Equal("accepted", (string?)(await world.Receiver.NextAsync()).Json["status"]);
        Assert.Equal("processing", (string?)(await client.StatusAsync(process))["status"]);
    }

    [Fact]
    public async Task Chaos_EveryNotificationComesTwiceOnceTooEarly()
    {
        await using var world = await SimulatedWorld.StartAsync();
        await AssureClient.ExpectAsync(await world.Client.PostAsJsonAsync(
            "/_sim/scenarios",
            new { name = "calm-chaos", scenario = new { description = "No faults.", webhooks = new { copies = 2, early = true } } },
            SimulatedWorld.Stop));
        await StartAsync(world, "calm-chaos");
        Assert.Equal(1, world.Receiver.Waiting);
        world.Clock.Advance(Processing);
        Assert.Equal((await world.Receiver.NextAsync()).Body, (await world.Receiver.NextAsync()).Body);
        await SimulatedWorld.UntilAsync(() => world.Ledger.Report().Total.WebhooksSent == 2);
    }

    [Fact]
    public async Task LateWebhook_ComesAMinuteAfterTheOutcome()
    {
        await using var world = await SimulatedWorld.StartAsync();
        await StartAsync(world, "late-webhook");
        world.Clock.Advance(Processing);
        world.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(0, world.Receiver.Waiting);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("accepted", (string?)(await world.Receiver.NextAsync()).Json["status"]);
    }

    [Fact]
    public async Task ReorderedWebhook_AnOlderStateFollowsTheFinalOne()
    {
        await using var world = await SimulatedWorld.StartAsync();
        await StartAsync(world, "reordered-webhook");
        world.Clock.Advance(Processing);
        Assert.Equal("accepted", (string?)(await world.Receiver.NextAsync()).Json["status"]);
        Assert.Equal("processing", (string?)(await world.Receiver.NextAsync()).Json["status"]);
    }

    [Fact]
    public async Task ContradictingWebhook_ComesBeforeAndAfterTheRightOne()
    {
        await using var world = await SimulatedWorld.StartAsync();
        await StartAsync(world, "contradicting-webhook");
        Assert.Equal("rejected", (string?)(await world.Receiver.NextAsync()).Json["status"]);
        world.Clock.Advance(Processing);
        Assert.Equal("accepted", (string?)(await world.Receiver.NextAsync()).Json["status"]);
        Assert.Equal("rejected", (string?)(await world.Receiver.NextAsync()).Json["status"]);
    }

    [Fact]
    public async Task ForgedWebhook_ClaimsAcceptanceWithoutTheSecret()
    {
        await using var world = await SimulatedWorld.StartAsync();
        await StartAsync(world, "forged-webhook");
        var forged = await world.Receiver.NextAsync();
        Assert.Equal("accepted", (string?)forged.Json["status"]);
        Assert.NotEqual(AssureClient.CallbackSecret, forged.Headers["Authorization"]);
        world.Clock.Advance(Processing);
        var genuine = await world.Receiver.NextAsync();
        Assert.Equal("rejected", (string?)genuine.Json["status"]);
        Assert.Equal(AssureClient.CallbackSecret, genuine.Headers["Authorization"]);
        await SimulatedWorld.UntilAsync(() => world.Ledger.Report().Total.WebhooksSent == 2);
        Assert.Equal(["forged", "genuine"], world.Ledger.Report().Sessions[0].Webhooks.Select(webhook => webhook.Variant));
    }

    [Fact]
    public async Task Receiver_DoesNotAnswerInTime_IsWrittenDownAsTimeout()
    {
        await using var world = await SimulatedWorld.StartAsync();
        await StartAsync(world, "accepted");
        world.Receiver.Answer = async (_, cancellation) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, world.Clock, cancellation);
            return HttpStatusCode.OK;
        };
        world.Clock.Advance(Processing);
        await world.Receiver.NextAsync();
        world.Clock.Advance(TimeSpan.FromSeconds(10));
        await SimulatedWorld.UntilAsync(() => world.Ledger.Report().Total.WebhooksSent == 1);
        Assert.Equal("timeout", world.Ledger.Report().Sessions[0].Webhooks[0].Answer);
    }

    [Fact]
    public async Task Receiver_CannotBeReached_IsWrittenDownAsUnreachable()
    {
        await using var world = await SimulatedWorld.StartAsync();
        await StartAsync(world, "accepted");
        world.Receiver.Answer = (_, _) => throw new HttpRequestException("refused");
        world.Clock.Advance(Processing);
        await SimulatedWorld.UntilAsync(() => world.Ledger.Report().Total.WebhooksSent == 1);
        Assert.Equal("unreachable", world.Ledger.Report().Sessions[0].Webhooks[0].Answer);
    }

    private static async Task<(AssureClient Client, string Process)> StartAsync(SimulatedWorld world, string scenario)
    {
        var client = await AssureClient.ConnectAsync(world);
        var process = await client.PrepareAsync(scenario);
        await AssureClient.ExpectAsync(await client.PostAsync(process));
        return (client, process);
    }
}
