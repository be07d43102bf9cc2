using System.Net;
using Verification.Simulators.Tests.Assure;

namespace Verification.Simulators.Tests.Faults;

public sealed class FaultInjectorTests
{
    [Fact]
    public async Task Flaky_EachCall_Fails503TwiceAndThenWorks()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await AssureClient.ConnectAsync(world);
        var body = new { externalReference = "ver_1 scenario:flaky" };
        await AssureClient.ExpectProblemAsync(await client.PostAsync("/assure/dossiers", body), HttpStatusCode.ServiceUnavailable);
        await AssureClient.ExpectProblemAsync(await client.PostAsync("/assure/dossiers", body), HttpStatusCode.ServiceUnavailable);
        var dossier = await AssureClient.ExpectAsync(await client.PostAsync("/assure/dossiers", body), HttpStatusCode.Created);

        var path = $"/assure/dossiers/{dossier["dossierId"]}";
        await AssureClient.ExpectProblemAsync(await client.GetAsync(path), HttpStatusCode.ServiceUnavailable);
        await AssureClient.ExpectProblemAsync(await client.DeleteAsync(path), HttpStatusCode.ServiceUnavailable);
        await AssureClient.ExpectProblemAsync(await client.GetAsync(path), HttpStatusCode.ServiceUnavailable);
        await AssureClient.ExpectAsync(await client.GetAsync(path));
        var session = Assert.Single(world.Ledger.Report().Sessions);
        Assert.Equal(2, session.Faults["open"]);
        Assert.Equal(2, session.Faults["find"]);
        Assert.Equal(1, session.Faults["delete"]);
    }

    [Fact]
    public async Task DefaultScenario_CallsWithoutASession_FollowIt()
    {
        await using var world = await SimulatedWorld.StartAsync(simulators: options => options.DefaultScenario = "flaky");
        var client = new AssureClient(world);
        for (var failure = 0; failure < 2; failure++)
        {
            using var answer = await client.FetchTokenAsync([]);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        }

        await client.RenewTokenAsync();
    }

    [Fact]
    public async Task Chaos_ATenthOfAllCalls_Fails()
    {
        await using var world = await SimulatedWorld.StartAsync(simulators: options => options.DefaultScenario = "chaos");
        var client = new AssureClient(world);
        var failed = 0;
        for (var call = 0; call < 1000; call++)
        {
            using var answer = await client.FetchTokenAsync([]);
            failed += answer.StatusCode == HttpStatusCode.ServiceUnavailable ? 1 : 0;
        }

        Assert.InRange(failed, 70, 130);
    }

    [Fact]
    public async Task Throttled_FirstOpening_Says429WithRetryAfter()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await AssureClient.ConnectAsync(world);
        using var answer = await client.PostAsync("/assure/dossiers", new { externalReference = "scenario:throttled" });
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task ProxyError_FirstCall_IsAnsweredWithHtml()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await AssureClient.ConnectAsync(world);
        using var answer = await client.PostAsync("/assure/dossiers", new { externalReference = "scenario:proxy-error" });
        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task ExpiredToken_FirstStart_IsRefusedUntilTheTokenIsRenewed()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await AssureClient.ConnectAsync(world);
        var dossier = await client.CreateDossierAsync("scenario:expired-token");
        var process = await client.CreateProcessAsync(
            dossier, new { provider = "signicatpictureid", processType = "document", documentId = 137 });
        var images = new { front = TestImages.DataUrl(TestImages.Png()) };

        var refused = await AssureClient.ExpectAsync(await client.PostAsync($"{process}/images", images), HttpStatusCode.Unauthorized);
        Assert.Equal("invalid_token", (string?)refused["code"]);
        await AssureClient.ExpectAsync(await client.PostAsync($"{process}/images", images), HttpStatusCode.Unauthorized);
        await client.RenewTokenAsync();
        await AssureClient.ExpectAsync(await client.PostAsync($"{process}/images", images));
    }

    [Theory]
    [InlineData("start-ambiguous", 1)]
    [InlineData("start-lost", 0)]
    public async Task Reset_OfTheStart_LosesTheAnswerAndTheEffectOnlyIfNotApplied(string scenario, int started)
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await AssureClient.ConnectAsync(world);
        var process = await client.PrepareAsync(scenario);
        await Assert.ThrowsAnyAsync<Exception>(() => client.PostAsync(process));

        var total = world.Ledger.Report().Total;
        Assert.Equal((1, started), (total.StartCalls, total.VerificationsStarted));
        Assert.Equal(started == 1 ? "processing" : "pending", (string?)(await client.StatusAsync(process))["status"]);
    }

    [Fact]
    public async Task Truncated_FirstReading_BreaksOffInTheMiddle()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await AssureClient.ConnectAsync(world);
        var process = await client.PrepareAsync("truncated");
        await Assert.ThrowsAnyAsync<Exception>(async () => await client.StatusAsync(process));
        Assert.Equal("pending", (string?)(await client.StatusAsync(process))["status"]);
    }

    [Fact]
    public async Task Oversized_FirstReading_IsValidJsonThatIsFarTooLarge()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await AssureClient.ConnectAsync(world);
        var process = await client.PrepareAsync("oversized");
        using var answer = await client.GetAsync(process);
        var body = await answer.Content.ReadAsByteArrayAsync(SimulatedWorld.Stop);
        Assert.True(body.Length > 16 * 1024 * 1024);
        Assert.Equal((byte)' ', body[^1]);
    }

    [Fact]
    public async Task Oversized_Download_DoesNotClaimTheSizeItShouldHave()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await AssureClient.ConnectAsync(world);
        var process = await client.PrepareAsync("oversized");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/assure-api{process}/images/front");
        request.Headers.Authorization = new("Bearer", client.Token);
        using var answer = await world.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, SimulatedWorld.Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Null(answer.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Slow_Upload_IsTakenUpAfterTheDelay()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await AssureClient.ConnectAsync(world);
        var preparing = client.PrepareAsync("slow");
        await SimulatedWorld.UntilAsync(() => world.Clock.PendingTimers == 1);
        Assert.Equal(0, world.Ledger.Report().Total.ImagesReceived);
        world.Clock.Advance(TimeSpan.FromSeconds(2));
        await preparing;
        Assert.Equal(1, world.Ledger.Report().Total.ImagesReceived);
    }

    [Fact]
    public async Task UnknownFields_EveryAnswer_HasMembersThatNoDocumentKnows()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await AssureClient.ConnectAsync(world);
        var status = await client.StatusAsync(await client.PrepareAsync("unknown-fields"));
        Assert.Contains("schemaRevision", status.Select(member => member.Key));
        Assert.Equal("pending", (string?)status["status"]);
    }
}
