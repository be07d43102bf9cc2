using System.Net;
using static Verification.Simulators.Tests.Assure.AssureClient;

namespace Verification.Simulators.Tests.Assure;

public sealed class AssureChecksTests
{
    private static readonly string Png = TestImages.DataUrl(TestImages.Png());
    private static readonly string Jpeg = TestImages.DataUrl(TestImages.Jpeg(), "jpeg");

    public static TheoryData<string, HttpStatusCode, string> WrongImages => new()
    {
        { Convert.ToBase64String(TestImages.Png()), HttpStatusCode.BadRequest, "Field front must be a data URL of a PNG or JPEG image." },
        { "data:image/gif;base64,R0lGODlh", HttpStatusCode.BadRequest, "Field front must be a data URL of a PNG or JPEG image." },
        { "data:image/png;base64,@@@@", HttpStatusCode.BadRequest, "Field front is not valid base64." },
        { TestImages.DataUrl([1, 2, 3]), HttpStatusCode.BadRequest, "Field front is not a readable png image." },
        { TestImages.DataUrl(TestImages.Png()[..20]), HttpStatusCode.BadRequest, "Field front is not a readable png image." },
        { TestImages.DataUrl(TestImages.Jpeg()), HttpStatusCode.BadRequest, "Field front is not a readable png image." },
        { TestImages.DataUrl(TestImages.Png(5001)), HttpStatusCode.BadRequest, "Field front is more than 5000 pixels on a side." },
        { TestImages.DataUrl(TestImages.Png(size: 1001)), HttpStatusCode.RequestEntityTooLarge, "Field front is larger than 1000 bytes." },
    };

    [Theory]
    [MemberData(nameof(WrongImages))]
    public async Task SetImages_WrongImage_IsRefused(string front, HttpStatusCode status, string detail)
    {
        await using var world = await SimulatedWorld.StartAsync(options => (options.MaxImageBytes, options.MaxImageSide) = (1000, 5000));
        var client = await ConnectAsync(world);
        var process = await client.PrepareAsync();
        Assert.Equal(detail, await ExpectProblemAsync(await client.PostAsync($"{process}/images", new { front }), status));
        Assert.Equal(1, world.Ledger.Report().Total.ImagesReceived);
    }

    [Fact]
    public async Task SetImages_SameKindAgain_LastOneWins()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await ConnectAsync(world);
        var process = await client.PrepareAsync();
        await ExpectAsync(await client.PostAsync($"{process}/images", new { front = Jpeg }));
        using var image = await client.GetAsync($"{process}/images/FRONT");
        Assert.Equal("image/jpeg", image.Content.Headers.ContentType?.MediaType);
        Assert.Equal(TestImages.Jpeg(), await image.Content.ReadAsByteArrayAsync(SimulatedWorld.Stop));
        await ExpectAsync(await client.GetAsync($"{process}/images/portrait"), HttpStatusCode.NotFound);
        Assert.Equal(["png", "jpeg"], world.Ledger.Report().Sessions[0].Images.Select(received => received.Format));
    }

    [Fact]
    public async Task GetImage_AsDataUrl_IsASetting()
    {
        await using var world = await SimulatedWorld.StartAsync(options => options.ImagesAsDataUrls = true);
        var client = await ConnectAsync(world);
        var process = await client.PrepareAsync();
        Assert.Equal(Png, (string?)(await ExpectAsync(await client.GetAsync($"{process}/images/front")))["image"]);
    }

    [Fact]
    public async Task SetImages_QualityRefusal_IsRefusedOnceAndThenTaken()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await ConnectAsync(world);
        var dossier = await client.CreateDossierAsync("scenario:poor-front");
        var process = await client.CreateProcessAsync(
            dossier, new { provider = "signicatpictureid", processType = "document", documentId = 137 });
        Assert.Equal("Image front is refused: glare.", await ExpectProblemAsync(
            await client.PostAsync($"{process}/images", new { front = Png }), HttpStatusCode.BadRequest));
        await ExpectAsync(await client.PostAsync($"{process}/images", new { front = Png }));
    }

    [Fact]
    public async Task SetImages_ProviderWithItsOwnSdk_IsRefused()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await ConnectAsync(world);
        var process = await client.CreateProcessAsync(
            await client.CreateDossierAsync(), new { provider = "signicatvideoid", processType = "high" });
        await ExpectProblemAsync(await client.PostAsync($"{process}/images", new { front = Png }), HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task SetImages_OnfidoWithoutDocumentType_IsRefused()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await ConnectAsync(world);
        var process = await client.CreateProcessAsync(
            await client.CreateDossierAsync(), new { provider = "onfido", processType = "document" });
        Assert.Equal("Field documentType is required.", await ExpectProblemAsync(
            await client.PostAsync($"{process}/images", new { front = Png }), HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Start_Twice_IsAConflictAndBilledOnce()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await ConnectAsync(world);
        var process = await client.PrepareAsync();
        await ExpectAsync(await client.PostAsync(process));
        await ExpectAsync(await client.PostAsync(process), HttpStatusCode.Conflict);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await ExpectAsync(await client.PostAsync(process), HttpStatusCode.Conflict);
        await ExpectAsync(await client.PostAsync($"{process}/images", new { front = Png }), HttpStatusCode.Conflict);
        Assert.Equal((3, 1), (world.Ledger.Report().Total.StartCalls, world.Ledger.Report().Total.VerificationsStarted));
    }

    [Theory]
    [InlineData("document", 137, "")]
    [InlineData("document", 136, "Image back is required.")]
    [InlineData("documentSelfie", 137, "Image selfie is required.")]
    public async Task Start_PictureIdWithOnlyTheFront_WantsWhatTypeAndDocumentNeed(string processType, int documentId, string missing)
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await ConnectAsync(world);
        var process = await client.CreateProcessAsync(
            await client.CreateDossierAsync(), new { provider = "signicatpictureid", processType, documentId });
        await ExpectAsync(await client.PostAsync($"{process}/images", new { front = Png }));
        await ExpectStartAsync(client, process, missing);
    }

    [Theory]
    [InlineData("null", "document", "The location of the end-user is required.")]
    [InlineData("""{"ipAddress":"192.0.2.1"}""", "document", "")]
    [InlineData("""{"countryOfResidence":"NLD"}""", "documentSelfie", "")]
    [InlineData("""{"countryOfResidence":"USA"}""", "documentSelfie", "The privacy consent of the end-user is required.")]
    public async Task Start_Onfido_WantsLocationAndConsent(string location, string processType, string missing)
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await ConnectAsync(world);
        var dossier = await client.CreateDossierAsync();
        var created = await ExpectAsync(
            await client.PostAsync(
                $"{dossier}/processes",
                $$"""{"provider":"onfido","processType":"{{processType}}","documentType":"passport","location":{{location}}}"""),
            HttpStatusCode.Created);
        var process = $"{dossier}/processes/{created["processId"]}";
        await ExpectAsync(await client.PostAsync($"{process}/images", new { front = Png, selfie = Jpeg }));
        await ExpectStartAsync(client, process, missing);
    }

    [Fact]
    public async Task Start_OnfidoOfNoProcessType_WantsFrontAndSelfieAsTheGeneralGuideSays()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await ConnectAsync(world);
        var process = await client.CreateProcessAsync(
            await client.CreateDossierAsync(),
            new { provider = "onfido", documentType = "passport", location = new { countryOfResidence = "NOR" } });
        await ExpectAsync(await client.PostAsync($"{process}/images", new { front = Png }));
        await ExpectStartAsync(client, process, "Image selfie is required.");
        await ExpectAsync(await client.PostAsync($"{process}/images", new { selfie = Jpeg }));
        await ExpectStartAsync(client, process, "");
    }

    [Fact]
    public async Task Start_FaceTec_WantsItsFaceMap()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await ConnectAsync(world);
        var process = await client.CreateProcessAsync(await client.CreateDossierAsync(), new { provider = "facetec" });
        await ExpectStartAsync(client, process, "Field facetecEnrollment is required.");
        await ExpectAsync(await client.PostAsync(process, new { facetecEnrollmentRequest = new { faceScan = "AA==" } }));
    }

    [Theory]
    [InlineData("readid", "ready")]
    [InlineData("eid", "attended")]
    public async Task Start_ProviderThatStartsByItself_IsRefused(string provider, string processType)
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await ConnectAsync(world);
        var process = await client.CreateProcessAsync(await client.CreateDossierAsync(), new { provider, processType });
        await ExpectStartAsync(client, process, $"Provider {provider} starts this process by itself.");
    }

    private static async Task ExpectStartAsync(AssureClient client, string process, string problem)
    {
        var answer = await ExpectAsync(
            await client.PostAsync(process), problem.Length == 0 ? HttpStatusCode.OK : HttpStatusCode.BadRequest);
        Assert.Equal(problem, (string?)answer["detail"] ?? "");
    }
}
