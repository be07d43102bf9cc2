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
    [InlineData("assure.signicatpictureid", CapturePath.Sdk, "{}", "capture")]
    [InlineData("assure.signicatpictureid", CapturePath.Hosted, """{"redirectUrl":"https://shop.example"}""", "")]
    [InlineData("assure.signicatpictureid", CapturePath.Hosted, "{}", "redirectUrl")]
    [InlineData("assure.signicatpictureid", CapturePath.Upload, """{"document":{"id":"1"},"processType":"high"}""", "processType")]
    [InlineData(
        "assure.signicatpictureid", CapturePath.Upload,
        """{"document":{"id":"1"},"providerOptions":{"twoSided":"yes"}}""", "providerOptions.twoSided")]
    [InlineData("assure.signicatpaper", CapturePath.Upload, "{}", "document.type")]
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
    [InlineData(
        "assure.signicatvideoid", CapturePath.Hosted,
        """{"redirectUrl":"https://shop.example","providerOptions":{"second":{"provider":"facetec"}}}""", "providerOptions.second")]
    [InlineData(
        "assure.signicatvideoid", CapturePath.Hosted,
        """{"redirectUrl":"https://shop.example","providerOptions":{"second":["readid"]}}""", "providerOptions.second")]
    public void Validate_Request_NamesTheFieldThatIsWrong(string provider, CapturePath capture, string request, string fields)
    {
        var parsed = System.Text.Json.JsonSerializer.Deserialize<VerificationRequest>(request, Core.Workflows.WorkflowJson.Options)!;

        Assert.Equal(fields, string.Join(",", _assure.Catalog.Get(provider).Validate(parsed, capture).Keys));
    }
}
