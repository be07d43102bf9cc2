using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Verification.Core.Images;
using Verification.Core.Providers;
using static Verification.Providers.Tests.Assure.AssureHarness;

namespace Verification.Providers.Tests.Assure;

public sealed class AssureProviderTests : IAsyncDisposable
{
    private readonly AssureHarness _assure = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _assure.DisposeAsync();

    [Fact]
    public async Task OpenSession_Upload_CreatesDossierThenProcess()
    {
        _assure.Http.Once($"POST {Dossiers}", HttpStatusCode.Created, $$"""{"dossierId":"{{Dossier}}"}""");
        _assure.Http.Once($"POST {Processes}", HttpStatusCode.Created, ProcessJson("pending"));
        var seen = new List<ProviderSession>();

        var session = await _assure.PictureId.OpenSessionAsync(
            _assure.Open(webhook: new Uri($"https://host.example/api/webhooks/assure/{_assure.Id}")),
            soFar =>
            {
                seen.Add(soFar);
                return Task.CompletedTask;
            },
            Stop);

        Assert.Equal(new ProviderSession(Dossier, Process), session);
        Assert.Equal([new ProviderSession(Dossier), session], seen);
        var dossier = JsonNode.Parse(_assure.Http.Last($"POST {Dossiers}").Text)!;
        Assert.Equal($"{_assure.Id} case-1042", (string?)dossier["externalReference"]);
        var process = JsonNode.Parse(_assure.Http.Last($"POST {Processes}").Text)!;
        Assert.Equal("signicatpictureid", (string?)process["provider"]);
        Assert.Equal("document", (string?)process["processType"]);
        Assert.Equal(137, (int?)process["documentId"]);
        Assert.Equal($"https://host.example/api/webhooks/assure/{_assure.Id}", (string?)process["notificationUrl"]);
        Assert.StartsWith("Token ", (string?)process["authorizationHeader"], StringComparison.Ordinal);
        Assert.Equal("Bearer token-1", _assure.Http.Last($"POST {Processes}").Authorization);
    }

    [Fact]
    public async Task OpenSession_WithoutWebhookUrl_AsksForNoCallback()
    {
        _assure.Http.Once($"POST {Dossiers}", HttpStatusCode.Created, $$"""{"dossierId":"{{Dossier}}"}""");
        _assure.Http.Once($"POST {Processes}", HttpStatusCode.Created, ProcessJson("pending"));

        await _assure.PictureId.OpenSessionAsync(_assure.Open(), NoProgress, Stop);

        var body = _assure.Http.Last($"POST {Processes}").Text;
        Assert.DoesNotContain("notificationUrl", body, StringComparison.Ordinal);
        Assert.DoesNotContain("authorizationHeader", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenSession_InterruptedAfterDossier_GoesOnInThatDossier()
    {
        _assure.Http.Once($"POST {Processes}", HttpStatusCode.Created, ProcessJson("pending"));

        var session = await _assure.PictureId.OpenSessionAsync(
            _assure.Open(existing: new ProviderSession(Dossier)), NoProgress, Stop);

        Assert.Equal(_assure.Session, session);
        Assert.Equal(0, _assure.Http.Count($"POST {Dossiers}"));
    }

    [Fact]
    public async Task OpenSession_AlreadyOpen_MakesNoCall()
    {
        var session = await _assure.PictureId.OpenSessionAsync(_assure.Open(existing: _assure.Session), NoProgress, Stop);

        Assert.Equal(_assure.Session, session);
        Assert.Empty(_assure.Http.Sent);
    }

    [Fact]
    public async Task OpenSession_DocumentByTypeAndCountry_LooksUpItsId()
    {
        _assure.Http.Once("GET /assure/signicatpictureid/document-types", HttpStatusCode.OK, """
            [{"id":62,"country":"ESP","type":"ID card"},{"id":137,"country":"NLD","type":"Passport","subType":"2021"}]
            """);
        _assure.Http.Once($"POST {Dossiers}", HttpStatusCode.Created, $$"""{"dossierId":"{{Dossier}}"}""");
        _assure.Http.Once($"POST {Processes}", HttpStatusCode.Created, ProcessJson("pending"));

        await _assure.PictureId.OpenSessionAsync(
            _assure.Open(request: Request(documentId: null, type: "identityCard", country: "ESP")), NoProgress, Stop);

        Assert.Equal(62, (int?)JsonNode.Parse(_assure.Http.Last($"POST {Processes}").Text)!["documentId"]);
    }

    [Theory]
    [InlineData("FRA", "document.notSupported")]
    [InlineData("NLD", "document.ambiguous")]
    public async Task OpenSession_DocumentThatDoesNotFitOne_LeavesNoDossier(string country, string code)
    {
        _assure.Http.Once("GET /assure/signicatpictureid/document-types", HttpStatusCode.OK, """
            [{"id":136,"country":"NLD","type":"Passport","subType":"2014"},{"id":137,"country":"NLD","type":"Passport","subType":"2021"}]
            """);

        var exception = await Assert.ThrowsAsync<ProviderException>(() => _assure.PictureId.OpenSessionAsync(
            _assure.Open(request: Request(documentId: null, type: "passport", country: country)), NoProgress, Stop));

        Assert.Equal(code, exception.Code.ToString());
        Assert.Equal(0, _assure.Http.Count($"POST {Dossiers}"));
    }

    [Fact]
    public async Task GetDocumentTypes_AskedTwice_IsCachedUntilItsLifetime()
    {
        _assure.Http.Always(
            "GET /assure/signicatpictureid/document-types", HttpStatusCode.OK, """[{"id":137,"type":"Passport"},"visa",7,null]""");

        var types = await _assure.PictureId.GetDocumentTypesAsync(Stop);
        await _assure.PictureId.GetDocumentTypesAsync(Stop);
        Assert.Equal(1, _assure.Http.Count("GET /assure/signicatpictureid/document-types"));
        Assert.Equal(["137", "visa", "7"], types.Select(type => type.Id));

        _assure.Clock.Advance(TimeSpan.FromHours(12));
        await _assure.PictureId.GetDocumentTypesAsync(Stop);
        Assert.Equal(2, _assure.Http.Count("GET /assure/signicatpictureid/document-types"));
    }

    [Fact]
    public async Task GetDocumentTypes_CannotBeAskedAgain_KeepsTheOldList()
    {
        _assure.Http.Once("GET /assure/signicatpictureid/document-types", HttpStatusCode.OK, """[{"id":137,"type":"Passport"}]""");
        _assure.Http.Once("GET /assure/signicatpictureid/document-types", HttpStatusCode.BadRequest);
        await _assure.PictureId.GetDocumentTypesAsync(Stop);
        _assure.Clock.Advance(TimeSpan.FromHours(12));

        Assert.Equal("137", Assert.Single(await _assure.PictureId.GetDocumentTypesAsync(Stop)).Id);
    }

    [Fact]
    public async Task UploadImage_SendsDataUrl()
    {
        var bytes = RandomNumberGenerator.GetBytes(100_001);
        _assure.Http.Once($"POST {OneProcess}/images", HttpStatusCode.OK);

        var verdict = await _assure.PictureId.UploadImageAsync(_assure.Session, Image(bytes, ImageKind.Back), Stop);

        Assert.Equal(ImageVerdict.Good, verdict);
        var sent = _assure.Http.Last($"POST {OneProcess}/images");
        Assert.Equal("application/json", sent.ContentType);
        Assert.Equal($"data:image/jpeg;base64,{Convert.ToBase64String(bytes)}", (string?)JsonNode.Parse(sent.Text)!["back"]);
    }

    [Fact]
    public async Task UploadImage_ProviderFailsOnce_SendsTheWholeImageAgain()
    {
        var bytes = RandomNumberGenerator.GetBytes(50_000);
        _assure.Http.Once($"POST {OneProcess}/images", HttpStatusCode.ServiceUnavailable);
        _assure.Http.Once($"POST {OneProcess}/images", HttpStatusCode.OK);

        await _assure.RunAsync(_assure.PictureId.UploadImageAsync(_assure.Session, Image(bytes), Stop));

        Assert.Equal(2, _assure.Http.Count($"POST {OneProcess}/images"));
        Assert.Contains(Convert.ToBase64String(bytes), _assure.Http.Last($"POST {OneProcess}/images").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_PostsOnTheProcessItself()
    {
        _assure.Http.Once($"POST {OneProcess}", HttpStatusCode.OK);

        await _assure.PictureId.StartAsync(_assure.Session, Stop);

        Assert.Empty(_assure.Http.Last($"POST {OneProcess}").Body);
    }

    [Fact]
    public async Task Start_StartsByItself_MakesNoCall()
    {
        await _assure.PictureId.StartAsync(_assure.Session with { StartsByItself = true }, Stop);

        Assert.Empty(_assure.Http.Sent);
    }

    [Fact]
    public async Task Delete_DeletesProcessAndDossierAndConfirms()
    {
        _assure.Http.Once($"DELETE {OneProcess}", HttpStatusCode.NoContent);
        _assure.Http.Once($"DELETE {OneDossier}", HttpStatusCode.NoContent);
        _assure.Http.Once($"GET {OneDossier}", HttpStatusCode.NotFound);

        Assert.Equal(DeletionOutcome.Deleted, await _assure.PictureId.DeleteAsync(_assure.Session, Stop));
        Assert.Equal(
            [$"DELETE {OneProcess}", $"DELETE {OneDossier}", $"GET {OneDossier}"],
            _assure.Http.Sent.Skip(1).Select(request => request.ToString()));
    }

    [Fact]
    public async Task Delete_NothingThere_IsAlreadyGone()
    {
        _assure.Http.Once($"DELETE {OneProcess}", HttpStatusCode.NotFound);
        _assure.Http.Once($"DELETE {OneDossier}", HttpStatusCode.NotFound);
        _assure.Http.Once($"GET {OneDossier}", HttpStatusCode.NotFound);

        Assert.Equal(DeletionOutcome.AlreadyGone, await _assure.PictureId.DeleteAsync(_assure.Session, Stop));
    }

    [Fact]
    public async Task Delete_DossierStillThere_FailsSoThatItIsTriedAgain()
    {
        _assure.Http.Once($"DELETE {OneProcess}", HttpStatusCode.Conflict);
        _assure.Http.Once($"DELETE {OneDossier}", HttpStatusCode.NoContent);
        _assure.Http.Once($"GET {OneDossier}", HttpStatusCode.OK, $$"""{"dossierId":"{{Dossier}}"}""");

        var exception = await Assert.ThrowsAsync<ProviderException>(() => _assure.PictureId.DeleteAsync(_assure.Session, Stop));

        Assert.Equal(ProviderErrorKind.Transient, exception.Kind);
        Assert.Equal("provider.notDeleted", exception.Code.ToString());
    }

    [Fact]
    public async Task OpenArchive_ReturnsTheZipAsItArrives()
    {
        _assure.Http.Once($"GET {OneProcess}", HttpStatusCode.OK, ProcessJson("accepted"));
        _assure.Http.Once($"GET {OneProcess}/download", HttpStatusCode.OK, "PK...");

        await using var zip = await _assure.PictureId.OpenArchiveAsync(_assure.Session, Stop);

        using var reader = new StreamReader(zip!, Encoding.UTF8);
        Assert.Equal("PK...", await reader.ReadToEndAsync(Stop));
    }
}
