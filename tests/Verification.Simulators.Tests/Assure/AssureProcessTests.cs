using System.Net;
using static Verification.Simulators.Tests.Assure.AssureClient;

namespace Verification.Simulators.Tests.Assure;

public sealed class AssureProcessTests
{
    private static readonly TimeSpan Processing = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task PictureId_WholeWay_EndsAcceptedAndIsInTheLedger()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await ConnectAsync(world);
        var process = await client.PrepareAsync();
        Assert.Equal("pending", (string?)(await client.StatusAsync(process))["status"]);

        var started = await ExpectAsync(await client.PostAsync(process));
        Assert.Equal("processing", (string?)started["status"]);
        world.Clock.Advance(Processing - TimeSpan.FromMilliseconds(1));
        Assert.Equal("processing", (string?)(await client.StatusAsync(process))["status"]);
        world.Clock.Advance(TimeSpan.FromMilliseconds(1));

        var result = await client.StatusAsync(process);
        Assert.Equal("accepted", (string?)result["status"]);
        Assert.Equal("JANSEN", (string?)result["finalResult"]!["lastName"]);
        Assert.True((bool)result["providerSpecific"]!["document"]!["securityChecks"]!["nonExpired"]!["passed"]!);

        var callback = await world.Receiver.NextAsync();
        Assert.Equal(new Uri(NotificationUrl), callback.Url);
        Assert.Equal(CallbackSecret, callback.Headers["Authorization"]);
        Assert.Equal(["dossierId", "processId", "status"], callback.Json.Select(member => member.Key));
        Assert.Equal("accepted", (string?)callback.Json["status"]);

        await ExpectAsync(await client.DeleteAsync(process), HttpStatusCode.NoContent);
        await ExpectAsync(await client.DeleteAsync(process.Split("/processes")[0]), HttpStatusCode.NoContent);
        await ExpectAsync(await client.GetAsync(process), HttpStatusCode.NotFound);

        var total = world.Ledger.Report().Total;
        Assert.Equal((1, 1, 1, 1, 1, 1, 0, 1), (
            total.SessionsOpened, total.ImagesReceived, total.StartCalls, total.VerificationsStarted, total.ResultsRead,
            total.SessionsDeleted, total.SessionsOpen, total.WebhooksSent));
    }
}
