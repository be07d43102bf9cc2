using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using static Verification.Simulators.Tests.Assure.AssureClient;

namespace Verification.Simulators.Tests.Assure;

public sealed class AssureCaptureTests
{
    private const string Redirect = "https://shop.example/back?order=7";

    [Fact]
    public async Task Start_AnswersOnlyAUrlWhosePageLetsAPersonFinish()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await ConnectAsync(world);
        var dossier = await client.CreateDossierAsync();
        var answer = await ExpectAsync(await client.PostAsync($"{dossier}/capture", PictureId()));
        Assert.Equal(["url"], answer.Select(member => member.Key));
        var url = new Uri((string)answer["url"]!);
        Assert.Equal("/assure-api/capture/", url.AbsolutePath);
        Assert.StartsWith("#/artifact=", url.Fragment, StringComparison.Ordinal);
        using var page = await world.Client.GetAsync(url.AbsolutePath, SimulatedWorld.Stop);
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.Contains("<button id=\"finish\"", await page.Content.ReadAsStringAsync(SimulatedWorld.Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finish_StartsTheVerificationAndRedirectsBeforeTheOutcome()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await ConnectAsync(world);
        var dossier = await client.CreateDossierAsync();
        var artifact = await StartAsync(client, dossier, PictureId());
        var images = new { front = TestImages.DataUrl(TestImages.Png()) };
        var done = await ExpectAsync(await PostAsync(world, $"/capture/{artifact}/finish", images));

        var process = (await ExpectAsync(await client.GetAsync(dossier)))["processes"]![0]!;
        Assert.Equal("processing", (string?)process["status"]);
        Assert.Equal(
            $"{Redirect}&dossierId={dossier[17..]}&processId={process["processId"]}&status=processing",
            (string?)done["redirectUrl"]);
        world.Clock.Advance(TimeSpan.FromMilliseconds(300));
        Assert.Equal("accepted", (string?)(await world.Receiver.NextAsync()).Json["status"]);
        var total = world.Ledger.Report().Total;
        Assert.Equal((0, 1, 1), (total.StartCalls, total.VerificationsStarted, total.ImagesReceived));
        await ExpectAsync(await PostAsync(world, $"/capture/{artifact}/finish"), HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData("accepted")]
    [InlineData("early-webhook")]
    public async Task Cancel_EndsTheProcessUnpaidAndIsNotified(string scenario)
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await ConnectAsync(world);
        var dossier = await client.CreateDossierAsync($"scenario:{scenario}");
        var artifact = await StartAsync(client, dossier, PictureId());
        var done = await ExpectAsync(await PostAsync(world, $"/capture/{artifact}/cancel"));
        Assert.EndsWith("&status=canceled", (string?)done["redirectUrl"], StringComparison.Ordinal);
        Assert.Equal("canceled", (string?)(await world.Receiver.NextAsync()).Json["status"]);
        Assert.Equal(0, world.Ledger.Report().Total.VerificationsStarted);
    }

    [Fact]
    public async Task Finish_TwoProviders_RedirectsWithTheDossierAlone()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await ConnectAsync(world);
        var dossier = await client.CreateDossierAsync();
        var artifact = await StartAsync(client, dossier, new
        {
            redirectUrl = "https://shop.example/back",
            providers = new object[]
            {
                new { provider = "signicatpictureid", processType = "document" },
                new { provider = "signicatpaper" },
            },
        });
        var done = await ExpectAsync(await PostAsync(world, $"/capture/{artifact}/finish"));
        Assert.Equal($"https://shop.example/back?dossierId={dossier[17..]}", (string?)done["redirectUrl"]);
        Assert.Equal(2, (await ExpectAsync(await client.GetAsync(dossier)))["processes"]!.AsArray().Count);
        Assert.Equal(2, world.Ledger.Report().Total.VerificationsStarted);
    }

    [Theory]
    [InlineData("""{"providers":[{"provider":"signicatpaper"}]}""", "Field redirectUrl is required.")]
    [InlineData("""{"redirectUrl":"/back","providers":[{"provider":"signicatpaper"}]}""",
        "Field redirectUrl must be an absolute http or https URL.")]
    [InlineData("""{"redirectUrl":"https://shop.example","providers":[]}""", "Field providers must name one or two providers.")]
    [InlineData("""{"redirectUrl":"https://shop.example","providers":[{"provider":"facetec"}]}""", "Provider facetec has no capture flow.")]
    [InlineData("""{"redirectUrl":"https://shop.example","sdk":"capture","providers":[{"provider":"signicatvideoid"}]}""",
        "Field sdk cannot be capture for signicatvideoid.")]
    [InlineData("""{"redirectUrl":"https://shop.example","sdk":"onfido","providers":[{"provider":"signicatpaper"}]}""",
        "Field sdk cannot be onfido for signicatpaper.")]
    [InlineData("""{"redirectUrl":"https://shop.example","sdk":"onfido","providers":[{"provider":"onfido"},{"provider":"signicatvideoid"}]}""",
        "Field sdk cannot be onfido for signicatvideoid.")]
    public async Task Start_AgainstTheRules_IsRefused(string request, string detail)
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await ConnectAsync(world);
        var dossier = await client.CreateDossierAsync();
        Assert.Equal(detail, await ExpectProblemAsync(await client.PostAsync($"{dossier}/capture", request), HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData("""{"ipAddress":"192.0.2.1"}""", HttpStatusCode.OK)]
    [InlineData("null", HttpStatusCode.BadRequest)]
    public async Task Finish_Onfido_WantsTheLocation(string location, HttpStatusCode status)
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await ConnectAsync(world);
        var dossier = await client.CreateDossierAsync();
        var artifact = await StartAsync(
            client,
            dossier,
            $$"""{"redirectUrl":"https://shop.example","location":{{location}},"sdk":"onfido","providers":[{"provider":"onfido"}]}""");
        await ExpectAsync(await PostAsync(world, $"/capture/{artifact}/finish"), status);
    }

    [Fact]
    public async Task Finish_DeletedDossier_IsNotFoundAndNotPaid()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await ConnectAsync(world);
        var dossier = await client.CreateDossierAsync();
        var artifact = await StartAsync(client, dossier, PictureId());
        await client.DeleteAsync(dossier);
        await ExpectAsync(await PostAsync(world, $"/capture/{artifact}/finish"), HttpStatusCode.NotFound);
        Assert.Equal(0, world.Ledger.Report().Total.VerificationsStarted);
    }

    [Fact]
    public async Task Finish_AfterTheUrlsLifetime_IsNotFound()
    {
        await using var world = await SimulatedWorld.StartAsync(options => options.CaptureLifetime = TimeSpan.FromMinutes(5));
        var client = await ConnectAsync(world);
        var artifact = await StartAsync(client, await client.CreateDossierAsync(), PictureId());
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await ExpectAsync(await PostAsync(world, $"/capture/{artifact}/finish"), HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("readid", "ready", "processing")]
    [InlineData("signicatvideoid", "substantial", "processing")]
    [InlineData("onfido", "documentVideo", "pending")]
    public async Task SdkUpload_StartsWhatStartsByItself(string provider, string processType, string status)
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await ConnectAsync(world);
        var dossier = await client.CreateDossierAsync();
        var created = await ExpectAsync(
            await client.PostAsync(
                $"{dossier}/processes", new { provider, processType, location = new { ipAddress = "192.0.2.1" } }),
            HttpStatusCode.Created);
        var process = $"{dossier}/processes/{created["processId"]}";
        await ExpectAsync(
            await PostAsync(world, "/sdk/upload", new { front = TestImages.DataUrl(TestImages.Png()) }, (string?)created["authorization"]),
            HttpStatusCode.NoContent);

        Assert.Equal(status, (string?)(await client.StatusAsync(process))["status"]);
        if (status == "pending")
        {
            await ExpectAsync(await client.PostAsync(process));
        }

        Assert.Equal(1, world.Ledger.Report().Total.VerificationsStarted);
        using var image = await client.GetAsync($"{process}/images/portrait");
        Assert.Equal(provider == "onfido" ? HttpStatusCode.NotFound : HttpStatusCode.OK, image.StatusCode);
    }

    [Fact]
    public async Task SdkUpload_UnknownToken_IsRefused()
    {
        await using var world = await SimulatedWorld.StartAsync();
        await ExpectAsync(await PostAsync(world, "/sdk/upload", null, "unknown"), HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("'none'")]
    [InlineData("https://shop.example")]
    public async Task Page_InAFrame_IsForAllowedDomainsOnly(string ancestors)
    {
        await using var world = await SimulatedWorld.StartAsync(options => options.CaptureFrameAncestors = ancestors);

        using var page = await world.Client.GetAsync(new Uri("/assure-api/capture", UriKind.Relative), SimulatedWorld.Stop);

        Assert.Equal($"frame-ancestors {ancestors}", Assert.Single(page.Headers.GetValues("Content-Security-Policy")));
        Assert.Contains("<h1>Simulated capture</h1>", await page.Content.ReadAsStringAsync(SimulatedWorld.Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SdkUpload_TokenOfADeletedProcess_IsRefused()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await ConnectAsync(world);
        var dossier = await client.CreateDossierAsync();
        var created = await ExpectAsync(
            await client.PostAsync($"{dossier}/processes", new { provider = "readid", processType = "ready" }), HttpStatusCode.Created);
        await ExpectAsync(await client.DeleteAsync($"{dossier}/processes/{created["processId"]}"), HttpStatusCode.NoContent);
        await ExpectAsync(await PostAsync(world, "/sdk/upload", null, (string?)created["authorization"]), HttpStatusCode.Unauthorized);
    }

    private static object PictureId() => new
    {
        redirectUrl = Redirect,
        notificationUrl = NotificationUrl,
        authorizationHeader = CallbackSecret,
        captureParameters = new { uiLanguage = "en" },
        providers = new[] { new { provider = "signicatpictureid", processType = "document" } },
    };

    private static async Task<string> StartAsync(AssureClient client, string dossier, object request)
    {
        var answer = await ExpectAsync(await client.PostAsync($"{dossier}/capture", request));
        return ((string)answer["url"]!).Split("#/artifact=")[1];
    }

    private static async Task<HttpResponseMessage> PostAsync(SimulatedWorld world, string path, object? body = null, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/assure-api" + path)
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return await world.Client.SendAsync(request, SimulatedWorld.Stop);
    }
}
