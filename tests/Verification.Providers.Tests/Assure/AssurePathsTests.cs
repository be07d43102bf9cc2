using System.Net;
using System.Text.Json.Nodes;
using Verification.Core.Providers;
using Verification.Core.Verifications;
using static Verification.Providers.Tests.Assure.AssureHarness;

namespace Verification.Providers.Tests.Assure;

/// <summary>The other paths: client SDK, hosted capture, and what the other providers want to be sent.</summary>
public sealed class AssurePathsTests : IAsyncDisposable
{
    private const string SecondProcess = "2c1f3d7b-8a1f-4e8f-9a54-7a3b5c3a0b21";

    private readonly AssureHarness _assure = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _assure.DisposeAsync();

    [Fact]
    public async Task OpenSession_Sdk_KeepsTheTokenAndSaysThatItStartsByItself()
    {
        _assure.Http.Once($"POST {Processes}", HttpStatusCode.Created, ProcessJson("pending", ""","authorization":"sdk-token" """));

        var session = await OpenAsync("assure.readid", CapturePath.Sdk, new JsonObject { ["mobileAppId"] = "com.example.app" });

        Assert.Equal(new ProviderSession(Dossier, Process, "sdk-token", StartsByItself: true), session);
        var body = Body(Processes);
        Assert.Equal("ready", (string?)body["processType"]);
        Assert.Equal("com.example.app", (string?)body["processParameters"]!["mobileAppId"]);
    }

    [Theory]
    [InlineData("unattended", false)]
    [InlineData("attended", true)]
    public async Task OpenSession_EidSdk_StartIsNeededForUnattendedOnly(string processType, bool startsByItself)
    {
        _assure.Http.Once($"POST {Processes}", HttpStatusCode.Created, ProcessJson("pending", ""","authorization":"t" """));

        var session = await OpenAsync("assure.eid", CapturePath.Sdk, [], processType);

        Assert.Equal(startsByItself, session.StartsByItself);
    }

    [Fact]
    public async Task OpenSession_SdkProcessFoundAgainWithoutToken_MakesAnotherInTheSameDossier()
    {
        _assure.Http.Once($"POST {Processes}", HttpStatusCode.Created, ProcessJson("pending", ""","authorization":"again" """));

        var session = await _assure.Catalog.Get("assure.readid").OpenSessionAsync(
            _assure.Open(CapturePath.Sdk, existing: new ProviderSession(Dossier, "lost")), NoProgress, Stop);

        Assert.Equal((Process, "again"), (session.ProcessKey, session.Token));
    }

    [Fact]
    public async Task OpenSession_OnfidoUpload_SendsDocumentTypeLocationAndConsent()
    {
        _assure.Http.Once($"POST {Processes}", HttpStatusCode.Created, ProcessJson("pending"));

        await OpenAsync(
            "assure.onfido",
            CapturePath.Upload,
            new JsonObject
            {
                ["location"] = new JsonObject { ["countryOfResidence"] = "USA" },
                ["consents"] = new JsonArray(new JsonObject { ["name"] = "privacy_notices_read", ["granted"] = true }),
            },
            "documentSelfie");

        var body = Body(Processes);
        Assert.Equal("passport", (string?)body["documentType"]);
        Assert.Equal("USA", (string?)body["location"]!["countryOfResidence"]);
        Assert.True((bool?)body["consents"]![0]!["granted"]);
        Assert.Null(body["documentId"]);
    }

    [Fact]
    public async Task OpenSession_PaperUpload_SendsRedactAndNoProcessType()
    {
        _assure.Http.Once($"POST {Processes}", HttpStatusCode.Created, ProcessJson("pending"));

        await OpenAsync("assure.signicatpaper", CapturePath.Upload, new JsonObject { ["redact"] = new JsonArray("photo") });

        var body = Body(Processes);
        Assert.Equal("photo", (string?)body["redact"]![0]);
        Assert.False(body.ContainsKey("processType"));
    }

    [Theory]
    [InlineData("facetecEnrollment")]
    [InlineData("facetecEnrollmentRequest")]
    public async Task Submit_FaceTec_BecomesTheBodyOfStart(string name)
    {
        _assure.Http.Once($"POST {Processes}", HttpStatusCode.Created, ProcessJson("pending", ""","facetecEncryptionPublicKey":"key" """));
        _assure.Http.Once($"POST {OneProcess}", HttpStatusCode.OK);
        var facetec = _assure.Catalog.Get("assure.facetec");
        var session = await OpenAsync("assure.facetec", CapturePath.Sdk, []);
        Assert.Equal("key", (string?)JsonNode.Parse(session.Token!)!["facetecEncryptionPublicKey"]);

        session = await facetec.SubmitAsync(
            session, new JsonObject { [name] = new JsonObject { ["faceScan"] = "AAAA" }, ["other"] = 1 }, Stop);
        await facetec.StartAsync(session, Stop);

        Assert.Equal($$$"""{"{{{name}}}":{"faceScan":"AAAA"}}""", _assure.Http.Last($"POST {OneProcess}").Text);
    }

    [Fact]
    public async Task Submit_FaceTecAgainWithNothing_KeepsTheFaceMap()
    {
        var facetec = _assure.Catalog.Get("assure.facetec");
        var session = await facetec.SubmitAsync(_assure.Session, new JsonObject { ["facetecEnrollment"] = new JsonObject() }, Stop);

        Assert.Equal(session, await facetec.SubmitAsync(session, [], Stop));
    }

    [Fact]
    public async Task Submit_FaceTecWithoutFaceMap_IsRefused()
    {
        var exception = await Assert.ThrowsAsync<ProviderException>(
            () => _assure.Catalog.Get("assure.facetec").SubmitAsync(_assure.Session, [], Stop));

        Assert.Equal((ProviderErrorKind.Refused, "submission.incomplete"), (exception.Kind, exception.Code.ToString()));
    }

    [Fact]
    public async Task OpenSession_Hosted_StartsACapture()
    {
        _assure.Http.Once(
            $"POST {OneDossier}/capture", HttpStatusCode.OK, """{"url":"https://acme.sandbox.signicat.com/capture/#/artifact=abc"}""");

        var session = await OpenAsync(
            "assure.signicatvideoid", CapturePath.Hosted, new JsonObject { ["uiLanguage"] = "en", ["requestDomain"] = "id.acme.example" });

        Assert.Equal("https://acme.sandbox.signicat.com/capture/#/artifact=abc", session.CaptureUrl!.OriginalString);
        Assert.True(session.StartsByItself);
        Assert.Null(session.ProcessKey);
        var body = Body($"{OneDossier}/capture");
        Assert.Equal("""[{"provider":"signicatvideoid","processType":"substantial"}]""", body["providers"]!.ToJsonString());
        Assert.Equal("https://shop.example/back?order=7", (string?)body["redirectUrl"]);
        Assert.Equal("native", (string?)body["sdk"]);
        Assert.Equal("en", (string?)body["captureParameters"]!["uiLanguage"]);
        Assert.Equal("id.acme.example", (string?)body["requestDomain"]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"url":"javascript:alert(1)"}""")]
    [InlineData("""{"url":7}""")]
    public async Task OpenSession_HostedWithoutUsableUrl_IsAProtocolError(string answer)
    {
        _assure.Http.Once($"POST {OneDossier}/capture", HttpStatusCode.OK, answer);

        var exception = await Assert.ThrowsAsync<ProviderException>(() => OpenAsync("assure.signicatpaper", CapturePath.Hosted, []));

        Assert.Equal(ProviderErrorKind.Protocol, exception.Kind);
    }

    [Fact]
    public async Task GetProgress_HostedBeforeThePersonBegins_IsPending()
    {
        _assure.Http.Once($"GET {OneDossier}", HttpStatusCode.OK, $$"""{"dossierId":"{{Dossier}}"}""");

        Assert.Equal(new ProviderProgress(ProviderState.Pending), await HostedProgressAsync());
    }

    [Fact]
    public async Task GetProgress_HostedWithTwoTries_FollowsTheLatest()
    {
        _assure.Http.Once($"GET {OneDossier}", HttpStatusCode.OK, $$"""
            {"dossierId":"{{Dossier}}","processes":[
              {"processId":"{{Process}}","provider":"signicatvideoid","status":"accepted","createdAt":"2026-01-01T10:00:01Z"},
              {"processId":"older","provider":"signicatvideoid","status":"rejected","createdAt":"2026-01-01T10:00:00Z"}]}
            """);
        _assure.Http.Once($"GET {OneProcess}", HttpStatusCode.OK, ProcessJson("accepted"));

        Assert.Equal(Decision.Accepted, (await HostedProgressAsync()).Decision);
    }

    [Theory]
    [InlineData("""{"dossierId":"D","processes":["P"]}""")]
    [InlineData("""{"dossierId":"D","files":["front"],"assurances":[{"processId":"P"}]}""")]
    public async Task GetProgress_DossierListsProcessesInAnotherForm_ReadsTheProcess(string dossier)
    {
        dossier = dossier.Replace("\"D\"", $"\"{Dossier}\"", StringComparison.Ordinal).Replace("\"P\"", $"\"{Process}\"", StringComparison.Ordinal);
        _assure.Http.Once($"GET {OneDossier}", HttpStatusCode.OK, dossier);
        _assure.Http.Once($"GET {OneProcess}", HttpStatusCode.OK, ProcessJson("processing"));

        Assert.Equal(ProviderState.Processing, (await HostedProgressAsync()).State);
    }

    [Theory]
    [InlineData("accepted", "accepted", ProviderState.Decided, Decision.Accepted)]
    [InlineData("accepted", "rejected", ProviderState.Decided, Decision.Rejected)]
    [InlineData("accepted", "pending", ProviderState.Processing, null)]
    [InlineData("accepted", null, ProviderState.Processing, null)]
    [InlineData("rejected", null, ProviderState.Decided, Decision.Rejected)]
    [InlineData("pending", null, ProviderState.Pending, null)]
    [InlineData(null, "accepted", ProviderState.Processing, null)]
    public async Task GetProgress_TwoProviders_NeedsBothToAccept(string? first, string? second, ProviderState state, Decision? decision)
    {
        _assure.Http.Once($"POST {OneDossier}/capture", HttpStatusCode.OK, """{"url":"https://acme.example/capture"}""");
        var session = await OpenAsync(
            "assure.signicatvideoid", CapturePath.Hosted, new JsonObject { ["second"] = new JsonObject { ["provider"] = "readid" } });
        var processes = new JsonArray();
        Add(first, Process, "signicatvideoid");
        Add(second, SecondProcess, "readid");
        _assure.Http.Once(
            $"GET {OneDossier}", HttpStatusCode.OK, new JsonObject { ["dossierId"] = Dossier, ["processes"] = processes }.ToJsonString());

        var progress = await _assure.Catalog.Get("assure.signicatvideoid").GetProgressAsync(session, Stop);

        Assert.Equal((state, decision), (progress.State, progress.Decision));

        void Add(string? status, string id, string provider)
        {
            if (status is not null)
            {
                var process = new JsonObject { ["processId"] = id, ["provider"] = provider, ["status"] = status };
                processes.Add(process);
                _assure.Http.Once($"GET {Processes}/{id}", HttpStatusCode.OK, process.ToJsonString());
            }
        }
    }

    [Fact]
    public void Catalog_AllProviders_AreThereByTheirNames()
    {
        Assert.Equal(
            [
                "assure.eid", "assure.facetec", "assure.onfido", "assure.readid", "assure.signicatpaper", "assure.signicatpictureid",
                "assure.signicatvideoid", "assure.webid",
            ],
            _assure.Catalog.All.Select(provider => provider.Descriptor.Name).Order());
        Assert.NotNull(_assure.Catalog.FindForWebhooks("assure"));
    }

    private async Task<ProviderSession> OpenAsync(
        string provider, CapturePath capture, JsonObject options, string? processType = null) =>
        await _assure.Catalog.Get(provider).OpenSessionAsync(
            _assure.Open(capture, Request(null, "passport", "NLD", processType, options), new ProviderSession(Dossier)), NoProgress, Stop);

    private Task<ProviderProgress> HostedProgressAsync() => _assure.Catalog.Get("assure.signicatvideoid").GetProgressAsync(
        new ProviderSession(Dossier, CaptureUrl: new Uri("https://acme.example/capture"), StartsByItself: true), Stop);

    private JsonObject Body(string path) => JsonNode.Parse(_assure.Http.Last($"POST {path}").Text)!.AsObject();
}
