using System.Net;
using System.Security.Cryptography;
using System.Text;
using Verification.Simulators.Assure;
using static Verification.Simulators.Tests.Assure.AssureClient;

namespace Verification.Simulators.Tests.Assure;

public sealed class AssureWebhooksTests
{
    private static readonly TimeSpan Processing = TimeSpan.FromMilliseconds(300);
    private static readonly Uri Events = new("https://customer.example/events");

    [Fact]
    public async Task Callback_Onfido_IsSentAgainFiveTimesUntilItGets200()
    {
        await using var world = await SimulatedWorld.StartAsync();
        world.Receiver.Answer = (_, _) => Task.FromResult(HttpStatusCode.NoContent);
        var client = await ConnectAsync(world);
        var process = await client.CreateProcessAsync(await client.CreateDossierAsync(), new
        {
            provider = "onfido",
            processType = "document",
            documentType = "passport",
            location = new { ipAddress = "192.0.2.1" },
            notificationUrl = NotificationUrl,
        });
        await client.PostAsync($"{process}/images", new { front = TestImages.DataUrl(TestImages.Png()) });
        await ExpectAsync(await client.PostAsync(process));
        world.Clock.Advance(Processing);
        for (var sent = 1; sent <= 6; sent++)
        {
            Assert.False((await world.Receiver.NextAsync()).Headers.ContainsKey("Authorization"));
            await SimulatedWorld.UntilAsync(() => world.Ledger.Report().Total.WebhooksSent == sent);
            await SimulatedWorld.UntilAsync(() => sent == 6 || world.Clock.PendingTimers > 0);
            world.Clock.Advance(TimeSpan.FromSeconds(10));
        }

        world.Clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(6, world.Ledger.Report().Total.WebhookAnswers["204"]);
    }

    [Fact]
    public async Task Callback_PictureId_IsNotSentAgain()
    {
        await using var world = await SimulatedWorld.StartAsync();
        world.Receiver.Answer = (_, _) => Task.FromResult(HttpStatusCode.InternalServerError);
        await StartAsync(world);
        world.Clock.Advance(Processing);
        await world.Receiver.NextAsync();
        await SimulatedWorld.UntilAsync(() => world.Ledger.Report().Total.WebhooksSent == 1);
        Assert.Equal(0, world.Clock.PendingTimers);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task Callback_ForCanceled_IsASetting(bool told, int sent)
    {
        await using var world = await SimulatedWorld.StartAsync(options => options.Callbacks.ForCanceled = told);
        await StartAsync(world, "canceled");
        world.Clock.Advance(Processing);
        Assert.Equal(sent, world.Receiver.Waiting);
    }

    [Theory]
    [InlineData(AssureEventSignature.HmacSha256Hex)]
    [InlineData(AssureEventSignature.HmacSha256Base64)]
    [InlineData(AssureEventSignature.PlainSecret)]
    public async Task Event_ProcessComplete_HasTheEnvelopeAndIsSigned(AssureEventSignature signature)
    {
        await using var world = await SimulatedWorld.StartAsync(options =>
            (options.Events.Url, options.Events.Secret, options.Events.Header, options.Events.Prefix, options.Events.Signature) =
            (Events, "s3cret", "X-Sig", "v1=", signature));
        await StartAsync(world, notificationUrl: null);
        world.Clock.Advance(Processing);

        var received = await world.Receiver.NextAsync();
        Assert.Equal(Events, received.Url);
        Assert.Equal(
            ["id", "timestamp", "sender", "eventName", "eventData", "accountId", "organizationId", "expiresAt", "tags"],
            received.Json.Select(member => member.Key));
        Assert.Equal("process.complete", (string?)received.Json["eventName"]);
        Assert.Equal("2026-01-01T00:00:30.3000000Z", (string?)received.Json["expiresAt"]);
        var data = received.Json["eventData"]!;
        Assert.Equal(("case-1", "accepted"), ((string?)data["externalReference"], (string?)data["status"]));
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes("s3cret"), received.Body);
        var expected = signature switch
        {
            AssureEventSignature.HmacSha256Hex => Convert.ToHexStringLower(hash),
            AssureEventSignature.HmacSha256Base64 => Convert.ToBase64String(hash),
            _ => "s3cret",
        };
        Assert.Equal($"v1={expected}", received.Headers["X-Sig"]);
    }

    [Fact]
    public async Task Event_Duplicates_HaveOneIdAndCarryTheDossierIdWhenSet()
    {
        await using var world = await SimulatedWorld.StartAsync(options =>
            (options.Events.Url, options.Events.ReferenceIsDossierId) = (Events, true));
        await StartAsync(world, "duplicate-webhook", notificationUrl: null);
        world.Clock.Advance(Processing);
        var first = (await world.Receiver.NextAsync()).Json;
        Assert.Equal((string?)first["id"], (string?)(await world.Receiver.NextAsync()).Json["id"]);
        Assert.Equal((string?)first["eventData"]!["dossierId"], (string?)first["eventData"]!["externalReference"]);
    }

    [Fact]
    public async Task Event_NotAccepted_IsSentAgainUntilItExpires()
    {
        await using var world = await SimulatedWorld.StartAsync(options =>
            (options.Events.Url, options.Events.Lifetime, options.Events.ResendAfter) =
            (Events, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1)));
        world.Receiver.Answer = (_, _) => Task.FromResult(HttpStatusCode.ServiceUnavailable);
        await StartAsync(world, notificationUrl: null);
        world.Clock.Advance(Processing);
        for (var sent = 1; sent <= 3; sent++)
        {
            await world.Receiver.NextAsync();
            await SimulatedWorld.UntilAsync(() => world.Ledger.Report().Total.WebhooksSent == sent);
            await SimulatedWorld.UntilAsync(() => sent == 3 || world.Clock.PendingTimers > 0);
            world.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        world.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(3, world.Ledger.Report().Total.WebhooksSent);
    }

    [Fact]
    public async Task Event_WebId_SaysWhenTheDownloadIsReady()
    {
        await using var world = await SimulatedWorld.StartAsync(options => options.Events.Url = Events);
        var client = await ConnectAsync(world);
        var dossier = await client.CreateDossierAsync();
        var capture = await ExpectAsync(await client.PostAsync($"{dossier}/capture", new
        {
            redirectUrl = "https://shop.example",
            providers = new[] { new { provider = "webid", processType = "videoid" } },
        }));
        var artifact = ((string)capture["url"]!).Split('=')[1];
        using var finished = await world.Client.PostAsync($"/assure-api/capture/{artifact}/finish", null, SimulatedWorld.Stop);
        world.Clock.Advance(Processing);
        var complete = (await world.Receiver.NextAsync()).Json;
        var process = $"{dossier}/processes/{complete["eventData"]!["processId"]}";
        await ExpectAsync(await client.GetAsync($"{process}/download"), HttpStatusCode.Conflict);

        world.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("process.zip-ready", (string?)(await world.Receiver.NextAsync()).Json["eventName"]);
        using var download = await client.GetAsync($"{process}/download");
        Assert.Equal("application/zip", download.Content.Headers.ContentType?.MediaType);
    }

    private static async Task StartAsync(
        SimulatedWorld world, string? scenario = null, string? notificationUrl = NotificationUrl)
    {
        var client = await ConnectAsync(world);
        await ExpectAsync(await client.PostAsync(await client.PrepareAsync(scenario, notificationUrl)));
    }
}
