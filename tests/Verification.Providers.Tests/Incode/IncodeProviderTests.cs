using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Verification.Core.Providers;
using Verification.Core.Verifications;

namespace Verification.Providers.Tests.Incode;

/// <summary>What goes over the wire, and what answers mean that the simulator does not give.</summary>
public sealed class IncodeProviderTests : IAsyncDisposable
{
    private const string Status = "GET /omni/get/onboarding/status";
    private const string Score = "GET /omni/get/score";
    private const string Ocr = "GET /omni/get/ocr-data";
    private const string Good = """
        "idValidation":{"overall":{"status":"OK"}},"liveness":{"overall":{"status":"OK"}},"faceRecognition":{"overall":{"status":"OK"}}
        """;

    internal static readonly ProviderSession Session = new("65fe0123456789abcdef0123", Token: "session-token");

    private readonly ScriptedHttp _http = new();
    private readonly ServiceProvider _services;

    public IncodeProviderTests() => _services = Build(_http);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IVerificationProvider Provider => _services.GetRequiredService<ProviderCatalog>().Get("incode");

    [Theory]
    [InlineData("BRA", "BRA")]
    [InlineData("NLD", "ALL")]
    public async Task Open_SendsFlowCountryAndOurReference(string country, string countryCode)
    {
        _http.Always("POST /omni/start", HttpStatusCode.OK, """{"interviewId":"65fe0123456789abcdef0123","token":"t","unknown":[1]}""");
        var request = new VerificationRequest
        {
            Document = new DocumentSelector("passport", country, null),
            RedirectUrl = new Uri("https://shop.example/"),
            ProviderOptions = new JsonObject { ["customFields"] = new JsonObject { ["firstName"] = "A" } },
        };
        var id = VerificationId.Parse("ver_0193a5c0a7f07d3c9a1b2c3d4e5f6071");

        var session = await Provider.OpenSessionAsync(
            new OpenSessionRequest(id, $"{id} case-1", CapturePath.Sdk, request, null, null), _ => Task.CompletedTask, Stop);

        Assert.Equal(("65fe0123456789abcdef0123", "t", true), (session.Key, session.Token, session.StartsByItself));
        var body = JsonNode.Parse(_http.Last("POST /omni/start").Text)!.AsObject();
        Assert.Equal(["configurationId", "countryCode", "externalCustomerId", "customFields"], body.Select(member => member.Key));
        Assert.Equal(("flow", countryCode, $"{id} case-1"),
            ((string?)body["configurationId"], (string?)body["countryCode"], (string?)body["externalCustomerId"]));
    }

    /// <summary>To take the other one for ours would be wrong, and to ask again at each look would open one more each time.</summary>
    [Fact]
    public async Task Progress_ReopenedAsAnotherSession_IsGone()
    {
        _http.Always("POST /omni/start", HttpStatusCode.OK, """{"interviewId":"65feffffffffffffffffffff","token":"fresh"}""");
        _http.Always(Status, HttpStatusCode.Unauthorized);

        Assert.Equal(ProviderState.Gone, (await Provider.GetProgressAsync(Session, Stop)).State);
    }

    /// <summary>No image is at fault there.</summary>
    [Fact]
    public async Task Start_RefusedWithANumber_IsRefused()
    {
        _http.Always("POST /omni/process/id", HttpStatusCode.BadRequest, """{"status":6000,"error":"Processing error"}""");

        var exception = await Assert.ThrowsAsync<ProviderException>(() => Provider.StartAsync(Session, Stop));

        Assert.Equal((ProviderErrorKind.Refused, "provider.refused"), (exception.Kind, exception.Code.ToString()));
    }

    /// <summary>The request may have named another flow than the settings do.</summary>
    [Theory]
    [InlineData(null, "flow")]
    [InlineData("other", "other")]
    public async Task Progress_TokenNoLongerTaken_ReopensTheSessionInItsOwnFlow(string? named, string expected)
    {
        _http.Always("POST /omni/start", HttpStatusCode.OK, """{"interviewId":"65fe0123456789abcdef0123","token":"fresh"}""");
        var request = new VerificationRequest { ProviderOptions = new JsonObject { ["configurationId"] = named } };
        var id = VerificationId.Parse("ver_0193a5c0a7f07d3c9a1b2c3d4e5f6071");
        var session = await Provider.OpenSessionAsync(
            new OpenSessionRequest(id, $"{id}", CapturePath.Sdk, request, null, null), _ => Task.CompletedTask, Stop);
        _http.Once(Status, HttpStatusCode.Unauthorized);
        _http.Always(Status, HttpStatusCode.OK, """{"onboardingStatus":"UNKNOWN"}""");

        Assert.Equal(ProviderState.Pending, (await Provider.GetProgressAsync(session, Stop)).State);

        var body = JsonNode.Parse(_http.Last("POST /omni/start").Text)!;
        Assert.Equal(("65fe0123456789abcdef0123", expected), ((string?)body["interviewId"], (string?)body["configurationId"]));
    }

    [Theory]
    [InlineData("UNKNOWN", ProviderState.Pending, null)]
    [InlineData("ID_VALIDATION_FINISHED", ProviderState.Processing, null)]
    [InlineData("GOVERNMENT_VALIDATION_FINISHED", ProviderState.Processing, null)]
    [InlineData("ONBOADING_FINISHED", ProviderState.Processing, null)]
    [InlineData("SOMETHING_NEW", ProviderState.Processing, null)]
    [InlineData("EXPIRED", ProviderState.Failed, null)]
    [InlineData("MANUAL_REVIEW_APPROVED", ProviderState.Decided, Decision.Accepted)]
    [InlineData("MANUAL_REVIEW_REJECTED", ProviderState.Decided, Decision.Rejected)]
    [InlineData("ONBOARDING_FINISHED", ProviderState.Decided, Decision.Rejected)]
    public async Task Progress_Status_MeansThis(string status, ProviderState state, Decision? decision)
    {
        _http.Always(Status, HttpStatusCode.OK, $$"""{"onboardingStatus":"{{status}}"}""");
        _http.Always(Score, HttpStatusCode.OK, """{"overall":{"status":"FAIL"}}""");

        var progress = await Provider.GetProgressAsync(Session, Stop);

        Assert.Equal((state, decision), (progress.State, progress.Decision));
    }

    [Theory]
    [InlineData("OK", Decision.Accepted)]
    [InlineData("MANUAL_OK", Decision.Accepted)]
    [InlineData("WARN", Decision.Inconclusive)]
    [InlineData("MANUAL", Decision.Inconclusive)]
    [InlineData("MANUAL_PENDING", Decision.Inconclusive)]
    [InlineData("FAIL", Decision.Rejected)]
    [InlineData("MANUAL_FAIL", Decision.Rejected)]
    [InlineData("UNKNOWN", null)]
    [InlineData("SURPRISE", null)]
    public async Task Progress_ScoreOfAFinishedSession_Decides(string overall, Decision? decision)
    {
        _http.Always(Status, HttpStatusCode.OK, """{"onboardingStatus":"ONBOARDING_FINISHED"}""");
        _http.Always(Score, HttpStatusCode.OK, $$$"""{{{{Good}}},"overall":{"value":"1.0","status":"{{{overall}}}"}}""");

        var progress = await Provider.GetProgressAsync(Session, Stop);

        Assert.Equal((decision is null ? ProviderState.Processing : ProviderState.Decided, decision), (progress.State, progress.Decision));
    }

    [Fact]
    public async Task Result_OkWithoutAFaceMatch_IsInconclusiveAndSaysWhy()
    {
        _http.Always(Status, HttpStatusCode.OK, """{"onboardingStatus":"ONBOARDING_FINISHED"}""");
        _http.Always(
            Score,
            HttpStatusCode.OK,
            """{"idValidation":{"overall":{"status":"OK"}},"liveness":{"overall":{"status":"OK"}},"faceRecognition":null,"overall":{"status":"OK"}}""");
        _http.Always(Ocr, HttpStatusCode.NotFound);

        var result = await Provider.GetResultAsync(Session, Stop);

        Assert.Equal(Decision.Inconclusive, result.Decision);
        Assert.Equal(["check.faceRecognition.missing"], result.Reasons.Select(reason => reason.ToString()));
        Assert.Null(result.Person);
    }

    [Fact]
    public async Task Result_OcrWithTraps_IsRead()
    {
        _http.Always(Status, HttpStatusCode.OK, """{"onboardingStatus":"ONBOARDING_FINISHED"}""");
        _http.Always(Score, HttpStatusCode.OK, $$$"""{{{{Good}}},"overall":{"status":"OK"}}""");
        _http.Always(Ocr, HttpStatusCode.OK, """
            {"name":{"firstName":"EVA","paternalLastName":"LOPEZ","maternalLastName":"DIAZ"},"birthDate":-315619200000,"gender":"f",
             "expireAt":"1893456000000","expirationDate":2030,"issuedAt":"soon","issueDate":2020,"documentNumber":12345,
             "issuingCountry":"D","nationality":"Mexican","nationalityMrz":"MEX","address":"Street 1\nTown","dlClassDetails":[]}
            """);

        var result = await Provider.GetResultAsync(Session, Stop);

        Assert.Equal(("EVA", "LOPEZ DIAZ", new DateOnly(1960, 1, 1), "F", "MEX"), (
            result.Person!.FirstName, result.Person.LastName, result.Person.DateOfBirth, result.Person.Gender, result.Person.Nationality));
        Assert.Equal(("12345", "DEU", (DateOnly?)null, new DateOnly(2030, 1, 1)), (
            result.Document!.Number, result.Document.IssuingCountry, result.Document.DateOfIssue, result.Document.DateOfExpiry));
    }

    [Theory]
    [InlineData("ApiKey", "", "Providers:Incode:ApiKey is missing.")]
    [InlineData("ConfigurationId", " ", "Providers:Incode:ConfigurationId is missing")]
    [InlineData("BaseUrl", "http://api.example/", "Providers:Incode:BaseUrl must be an absolute https address")]
    [InlineData("BaseUrl", "https://demo-api.incodesmile.com/0/", "Providers:Incode:BaseUrl must not end with /0")]
    [InlineData("ExecutiveEmail", "a@b", "Providers:Incode:ExecutiveEmail and ExecutivePassword belong together.")]
    [InlineData("ApproveAccepted", "true", "Providers:Incode:ApproveAccepted needs")]
    [InlineData("FinishMethod", "PUT", "Providers:Incode:FinishMethod must be GET or POST.")]
    [InlineData("ReviewWindow", "-00:00:01", "Providers:Incode:ReviewWindow must not be negative")]
    [InlineData("Webhooks:Secrets:0", "short", "Providers:Incode:Webhooks:Secrets and")]
    [InlineData("Webhooks:ClientSecrets:0", SimulatedIncode.ClientSecret, "Providers:Incode:Webhooks:ClientSecrets need a")]
    [InlineData("Webhooks:TokenLifetime", "00:00:00", "Providers:Incode:Webhooks:Header must be set")]
    [InlineData("Resilience:Retries", "99", "Providers:Incode:Resilience:Retries must be 0 to 10")]
    public void Start_WrongSetting_FailsWithItsName(string key, string value, string message)
    {
        using var services = Build(_http, (key, value));

        var exception = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("processType", """{"processType":"video"}""")]
    [InlineData("providerOptions.twoSided", """{"providerOptions":{"twoSided":"yes"}}""")]
    [InlineData("providerOptions.language", """{"providerOptions":{"language":7}}""")]
    [InlineData("providerOptions.language", """{"providerOptions":{"language":"nl-NL"}}""")]
    [InlineData("providerOptions.customFields", """{"providerOptions":{"customFields":[]}}""")]
    public void Validate_WrongRequest_NamesTheField(string field, string json)
    {
        var request = System.Text.Json.JsonSerializer.Deserialize<VerificationRequest>(json, System.Text.Json.JsonSerializerOptions.Web)!;

        Assert.Contains(field, Provider.Validate(request, CapturePath.Hosted));
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    internal static ServiceProvider Build(HttpMessageHandler wire, params (string Key, string Value)[] settings)
    {
        var values = new Dictionary<string, string?>
        {
            ["Providers:Incode:ApiKey"] = "key",
            ["Providers:Incode:ConfigurationId"] = "flow",
        };
        foreach (var (key, value) in settings)
        {
            values[$"Providers:Incode:{key}"] = value;
        }

        var services = new ServiceCollection();
        services.AddVerificationProviders(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        services.AddHttpClient("incode").ConfigurePrimaryHttpMessageHandler(() => wire);
        return services.BuildServiceProvider();
    }
}
