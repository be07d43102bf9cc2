using System.Text.Json.Nodes;
using Verification.Core.Images;
using Verification.Core.Verifications;
using static Verification.Providers.Tests.Assure.AssureHarness;

namespace Verification.Providers.Tests.Assure;

public sealed class AssureValidationTests : IAsyncDisposable
{
    private readonly AssureHarness _assure = new();

    public ValueTask DisposeAsync() => _assure.DisposeAsync();

    [Theory]
    [InlineData(null, null, null, new[] { ImageKind.Front })]
    [InlineData("passport", null, null, new[] { ImageKind.Front })]
    [InlineData("passport", "documentSelfie", null, new[] { ImageKind.Front, ImageKind.Selfie })]
    [InlineData("identityCard", null, null, new[] { ImageKind.Front, ImageKind.Back })]
    [InlineData("driversLicense", "documentSelfie", null, new[] { ImageKind.Front, ImageKind.Back, ImageKind.Selfie })]
    [InlineData("identityCard", null, false, new[] { ImageKind.Front })]
    [InlineData(null, null, true, new[] { ImageKind.Front, ImageKind.Back })]
    public void NeededImages_FollowFromDocumentAndProcessType(string? type, string? processType, bool? twoSided, ImageKind[] needed)
    {
        var options = twoSided is { } flag ? new JsonObject { ["twoSided"] = flag } : [];

        Assert.Equal(needed, _assure.PictureId.NeededImages(Request("137", type, null, processType, options)));
    }

    [Theory]
    [InlineData("assure.signicatpictureid", CapturePath.Upload, """{"document":{"id":"137"}}""", "")]
    [InlineData("assure.signicatpictureid", CapturePath.Upload, """{"document":{"type":"passport","country":"NLD"}}""", "")]
    [InlineData("assure.signicatpictureid", CapturePath.Upload, "{}", "document.id")]
    [InlineData("assure.signicatpictureid", CapturePath.Upload, """{"document":{"type":"passport"}}""", "document.id")]
    [InlineData("assure.signicatpictureid", CapturePath.Hosted, """{"redirectUrl":"https://shop.example"}""", "")]
    [InlineData("assure.signicatpictureid", CapturePath.Upload, """{"document":{"id":"1"},"processType":"high"}""", "processType")]
    [InlineData(
        "assure.signicatpictureid", CapturePath.Upload,
        """{"document":{"id":"1"},"providerOptions":{"twoSided":"yes"}}""", "providerOptions.twoSided")]
    [InlineData("assure.signicatpaper", CapturePath.Upload, "{}", "document.type")]
    [InlineData(
        "assure.signicatpaper", CapturePath.Upload,
        """{"document":{"type":"passport"},"providerOptions":{"customFields":{"of":"incode"},"location":1}}""", "")]
    [InlineData("assure.onfido", CapturePath.Upload, """{"document":{"type":"passport"}}""", "providerOptions.location")]
    [InlineData(
        "assure.onfido", CapturePath.Upload,
        """{"document":{"type":"passport"},"providerOptions":{"location":{"countryOfResidence":"NOR"}}}""", "")]
    [InlineData(
        "assure.onfido", CapturePath.Upload,
        """{"document":{"type":"passport"},"processType":"documentSelfie","providerOptions":{"location":{"countryOfResidence":"USA"}}}""",
        "providerOptions.consents")]
    [InlineData(
        "assure.onfido", CapturePath.Upload,
        """{"document":{"type":"passport"},"processType":"documentVideo","providerOptions":{"location":{"ipAddress":"192.0.2.1"}}}""",
        "processType")]
    [InlineData(
        "assure.signicatvideoid", CapturePath.Hosted,
        """{"redirectUrl":"https://shop.example","providerOptions":{"second":{"provider":"readid"}}}""", "")]
    [InlineData("assure.signicatvideoid", CapturePath.Sdk, """{"providerOptions":{"second":{"provider":"readid"}}}""", "providerOptions.second")]
    [InlineData(
        "assure.signicatvideoid", CapturePath.Hosted,
        """{"redirectUrl":"https://shop.example","providerOptions":{"second":{"provider":"facetec"}}}""", "providerOptions.second")]
    [InlineData(
        "assure.signicatvideoid", CapturePath.Hosted,
        """{"redirectUrl":"https://shop.example","providerOptions":{"second":["readid"]}}""", "providerOptions.second")]
    [InlineData(
        "assure.signicatpictureid", CapturePath.Hosted,
        """{"redirectUrl":"https://shop.example","providerOptions":{"second":{"provider":"onfido"}}}""", "providerOptions.second")]
    [InlineData(
        "assure.signicatpictureid", CapturePath.Hosted,
        """{"redirectUrl":"https://shop.example","providerOptions":{"second":{"provider":"onfido","location":{"ipAddress":"2001:db8::1"}}}}""",
        "")]
    [InlineData(
        "assure.signicatpictureid", CapturePath.Hosted,
        """{"redirectUrl":"https://shop.example","providerOptions":{"second":{"provider":"readid","processType":"high"}}}""",
        "providerOptions.second")]
    [InlineData(
        "assure.signicatpictureid", CapturePath.Hosted,
        """{"redirectUrl":"https://shop.example","providerOptions":{"second":{"provider":"readid","redact":["photo"]}}}""",
        "providerOptions.second")]
    [InlineData(
        "assure.signicatpictureid", CapturePath.Hosted,
        """{"redirectUrl":"https://shop.example","providerOptions":{"sdk":"capture","second":{"provider":"signicatvideoid"}}}""",
        "providerOptions.sdk")]
    [InlineData(
        "assure.signicatpictureid", CapturePath.Hosted,
        """
        {"redirectUrl":"https://shop.example",
         "providerOptions":{"sdk":"onfido","second":{"provider":"onfido","location":{"countryOfResidence":"NOR"}}}}
        """,
        "")]
    [InlineData(
        "assure.signicatvideoid", CapturePath.Hosted,
        """{"redirectUrl":"https://shop.example","providerOptions":{"sdk":"capture"}}""", "providerOptions.sdk")]
    [InlineData(
        "assure.signicatpaper", CapturePath.Hosted,
        """{"redirectUrl":"https://shop.example","providerOptions":{"sdk":"onfido"}}""", "providerOptions.sdk")]
    [InlineData(
        "assure.onfido", CapturePath.Hosted,
        """{"redirectUrl":"https://shop.example","providerOptions":{"sdk":"onfido","location":{"countryOfResidence":"NOR"}}}""", "")]
    public void Validate_Request_NamesTheFieldThatIsWrong(string provider, CapturePath capture, string request, string fields)
    {
        var parsed = System.Text.Json.JsonSerializer.Deserialize<VerificationRequest>(request, Core.Workflows.WorkflowJson.Options)!;

        Assert.Equal(fields, string.Join(",", _assure.Catalog.Get(provider).Validate(parsed, capture).Keys));
    }

    [Theory]
    [InlineData("assure.onfido", "location", """{"ipAddress":"192.0.2.1"}""", true)]
    [InlineData("assure.onfido", "location", """{"ipAddress":"192.0.2.1","countryOfResidence":"NOR"}""", true)]
    [InlineData("assure.onfido", "location", """{"ipAddress":"1"}""", false)]
    [InlineData("assure.onfido", "location", """{"ipAddress":"somewhere.example"}""", false)]
    [InlineData("assure.onfido", "location", """{"countryOfResidence":"no"}""", false)]
    [InlineData("assure.onfido", "location", """{"countryOfResidence":"NOR","city":"Oslo"}""", false)]
    [InlineData("assure.onfido", "location", "{}", false)]
    [InlineData("assure.onfido", "location", "\"NOR\"", false)]
    [InlineData("assure.onfido", "consents", """[{"name":"privacy_notices_read","granted":true}]""", true)]
    [InlineData("assure.onfido", "consents", """[{"name":"privacy_notices_read","granted":"yes"}]""", false)]
    [InlineData("assure.onfido", "consents", "[]", false)]
    [InlineData("assure.onfido", "mobileAppId", "\"com.example.app\"", true)]
    [InlineData("assure.onfido", "mobileAppId", "7", false)]
    [InlineData("assure.signicatpaper", "redact", """["personalIdentificationNumber","photo"]""", true)]
    [InlineData("assure.signicatpaper", "redact", """["lastName"]""", false)]
    [InlineData("assure.signicatpaper", "redact", "\"photo\"", false)]
    [InlineData("assure.signicatpaper", "redact", "[]", false)]
    [InlineData("assure.signicatpaper", "defaultCountry", "\"NLD\"", true)]
    [InlineData("assure.signicatpaper", "defaultCountry", "\"nl\"", false)]
    [InlineData("assure.signicatpaper", "uiProfile", "{}", false)]
    [InlineData("assure.webid", "person", """{"firstName":"Anna"}""", true)]
    [InlineData("assure.webid", "person", "\"Anna\"", false)]
    public void Validate_Option_HasTheFormThatAssureTakes(string provider, string option, string value, bool fits)
    {
        var options = new JsonObject { ["location"] = new JsonObject { ["countryOfResidence"] = "NOR" } };
        options[option] = JsonNode.Parse(value);
        var capture = provider is "assure.onfido" ? CapturePath.Upload : CapturePath.Hosted;

        var errors = _assure.Catalog.Get(provider).Validate(Request(null, "passport", options: options), capture);

        Assert.Equal(fits ? [] : [$"providerOptions.{option}"], errors.Keys.Where(key => key.EndsWith(option, StringComparison.Ordinal)));
    }

    [Fact]
    public void Validate_ConsentThatWasNotGranted_IsNone()
    {
        var options = JsonNode.Parse(
            """{"location":{"countryOfResidence":"USA"},"consents":[{"name":"privacy_notices_read","granted":false}]}""")!.AsObject();

        var errors = _assure.Catalog.Get("assure.onfido")
            .Validate(Request(null, "passport", processType: "documentSelfie", options: options), CapturePath.Upload);

        Assert.Equal(["providerOptions.consents"], errors.Keys);
    }
}
