using System.Net;
using static Verification.Simulators.Tests.Incode.IncodeCalls;

namespace Verification.Simulators.Tests.Incode;

public sealed class IncodeWebhooksTests
{
    private const string Secret = "0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task Status_EachChange_IsNotifiedWithoutAVerdict()
    {
        await using var world = await StartAsync();
        world.Receiver.Answer = (_, _) => Task.FromResult(HttpStatusCode.NoContent);
        await PrepareAsync(world);
        world.Clock.Advance(TimeSpan.FromSeconds(1));

        var seen = new List<string>();
        for (var number = 0; number < 4; number++)
        {
            var webhook = await world.Receiver.NextAsync();
            Assert.Equal(["interviewId", "onboardingStatus", "clientId", "flowId"], webhook.Json.Select(member => member.Key));
            Assert.Equal(Secret, webhook.Headers["X-Incode-Secret"]);
            seen.Add((string)webhook.Json["onboardingStatus"]!);
        }

        Assert.Equal(
            ["FACE_VALIDATION_FINISHED", "ID_VALIDATION_FINISHED", "ONBOARDING_FINISHED", "POST_PROCESSING_FINISHED"], seen.Order());
    }

    /// <summary>A 200 counts only with JSON. Then it waits 30 s, and from time to time two and a half times as long.</summary>
    [Fact]
    public async Task Status_AnsweredWith200ButNoJson_IsSentAgainFiveTimes()
    {
        await using var world = await StartAsync();
        var (_, token) = await OpenAsync(world);
        await SendAsync(world, "GET", "/omni/finish-status", null, token);

        foreach (var wait in new[] { 30, 75, 187.5, 468.75, 1171.875 }.Select(TimeSpan.FromSeconds))
        {
            await SimulatedWorld.UntilAsync(() => world.Clock.NextTimer == world.Clock.GetUtcNow() + wait);
            world.Clock.Advance(wait);
        }

        await SimulatedWorld.UntilAsync(() => world.Ledger.Report().Total.WebhooksSent == 6 && world.Clock.PendingTimers == 0);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public async Task Finish_Twice_NotifiesAgainOnlyWhereSet(bool again, int webhooks)
    {
        await using var world = await StartAsync();
        world.Receiver.Answer = (_, _) => Task.FromResult(HttpStatusCode.NoContent);
        Options(world).FinishTwiceNotifies = again;
        var (_, token) = await OpenAsync(world);

        await SendAsync(world, "GET", "/omni/finish-status", null, token);
        await SendAsync(world, "GET", "/omni/finish-status", null, token);

        await SimulatedWorld.UntilAsync(() => world.Ledger.Report().Total.WebhooksSent >= webhooks);
        Assert.Equal(webhooks, world.Ledger.Report().Total.WebhooksSent);
    }

    private static async Task<SimulatedWorld> StartAsync()
    {
        var world = await SimulatedWorld.StartAsync();
        Options(world).Webhooks.Url = new Uri("https://shop.example/hook");
        Options(world).Webhooks.Secret = Secret;
        return world;
    }
}
