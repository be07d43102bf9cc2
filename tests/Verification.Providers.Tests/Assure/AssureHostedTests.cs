using System.Net;
using System.Text.Json.Nodes;
using Verification.Core.Providers;
using Verification.Core.Verifications;
using static Verification.Providers.Tests.Assure.AssureHarness;

namespace Verification.Providers.Tests.Assure;

/// <summary>What Start capture flow is sent.</summary>
public sealed class AssureHostedTests : IAsyncDisposable
{
    private const string Capture = $"POST {OneDossier}/capture";

    private readonly AssureHarness _assure = new();

    public ValueTask DisposeAsync() => _assure.DisposeAsync();

    [Fact]
    public async Task OpenSession_DocumentById_IsNamedToTheCapture()
    {
        var body = await OpenAsync("assure.signicatpictureid", Request("137", processType: "documentSelfie"));

        Assert.Equal(
            """[{"provider":"signicatpictureid","processType":"documentSelfie","documentId":137}]""", body["providers"]!.ToJsonString());
    }

    [Theory]
    [InlineData("identityCard", "identityCard")]
    [InlineData("ID card", "identityCard")]
    [InlineData("Driver license", "driversLicense")]
    [InlineData("voterId", "voterId")]
    [InlineData("nationalHealthInsuranceCard", "nationalHealthInsuranceCard")]
    public async Task OpenSession_DocumentByType_IsNamedInAssuresWords(string type, string sent)
    {
        var body = await OpenAsync("assure.signicatpaper", Request(null, type));

        Assert.Equal($$"""[{"provider":"signicatpaper","documentType":"{{sent}}"}]""", body["providers"]!.ToJsonString());
    }

    [Theory]
    [InlineData("assure.onfido", "onfido", null, "onfido")]
    [InlineData("assure.onfido", "capture", null, "capture")]
    [InlineData("assure.onfido", null, null, null)]
    [InlineData("assure.onfido", null, "signicatvideoid", "native")]
    [InlineData("assure.signicatvideoid", null, null, "native")]
    [InlineData("assure.signicatvideoid", null, "readid", "native")]
    [InlineData("assure.signicatpaper", "capture", null, "capture")]
    public async Task OpenSession_Sdk_IsTheOneAskedForOrTheOneThatAProviderInsistsOn(
        string provider, string? asked, string? second, string? sent)
    {
        var options = new JsonObject();
        if (asked is not null)
        {
            options["sdk"] = asked;
        }

        if (second is not null)
        {
            options["second"] = new JsonObject { ["provider"] = second };
        }

        Assert.Equal(sent, (string?)(await OpenAsync(provider, Request(null, options: options)))["sdk"]);
    }

    [Fact]
    public async Task OpenSession_SecondProvider_GoesWithItsOwnOptionsAndItsDefaultProcessType()
    {
        var second = new JsonObject
        {
            ["provider"] = "onfido",
            ["location"] = new JsonObject { ["ipAddress"] = "192.0.2.1" },
        };

        var body = await OpenAsync("assure.signicatpaper", Request(null, options: new JsonObject { ["second"] = second }));

        Assert.Equal(
            """{"provider":"onfido","processType":"document","location":{"ipAddress":"192.0.2.1"}}""",
            body["providers"]![1]!.ToJsonString());
    }

    private async Task<JsonNode> OpenAsync(string provider, VerificationRequest request)
    {
        _assure.Http.Once(Capture, HttpStatusCode.OK, """{"url":"https://acme.example/capture/#/artifact=abc"}""");
        await _assure.Catalog.Get(provider).OpenSessionAsync(
            _assure.Open(CapturePath.Hosted, request, new ProviderSession(Dossier)), NoProgress, TestContext.Current.CancellationToken);
        return JsonNode.Parse(_assure.Http.Last(Capture).Text)!;
    }
}
