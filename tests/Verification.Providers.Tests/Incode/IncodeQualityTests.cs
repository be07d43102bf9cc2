using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Verification.Core.Images;
using Verification.Core.Providers;

namespace Verification.Providers.Tests.Incode;

/// <summary>What an answer to an image means: each documented reason, each number, and what is not there.</summary>
public sealed class IncodeQualityTests : IAsyncDisposable
{
    private const string Front = "POST /omni/add/front-id/v2";
    private const string Back = "POST /omni/add/back-id/v2";
    private const string Face = "POST /omni/add/face/third-party";

    private readonly ScriptedHttp _http = new();
    private readonly ServiceProvider _services;

    public IncodeQualityTests() => _services = IncodeProviderTests.Build(_http);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static ProviderSession Session => IncodeProviderTests.Session;

    private IVerificationProvider Provider => _services.GetRequiredService<ProviderCatalog>().Get("incode");

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Theory]
    [InlineData("""{"classification":true,"glare":10,"sharpness":"10","horizontalResolution":155,"readability":true,"failReason":null}""", null)]
    [InlineData("{}", null)]
    [InlineData("""{"classification":false,"failReason":null}""", "front.notRecognised")]
    [InlineData("""{"classification":true,"glare":9.5}""", "front.glare")]
    [InlineData("""{"classification":true,"glare":"9"}""", "front.glare")]
    [InlineData("""{"classification":true,"glare":90,"sharpness":9}""", "front.blur")]
    [InlineData("""{"classification":true,"glare":90,"sharpness":90,"horizontalResolution":154}""", "front.tooSmall")]
    [InlineData("""{"classification":true,"readability":"false"}""", "front.unreadable")]
    [InlineData("""{"classification":true,"failReason":"UNKNOWN_DOCUMENT_TYPE"}""", "front.notRecognised")]
    [InlineData("""{"classification":true,"failReason":"WRONG_DOCUMENT_SIDE"}""", "front.wrongSide")]
    [InlineData("""{"classification":true,"failReason":"WRONG_ONE_SIDED_DOCUMENT"}""", "front.wrongDocument")]
    [InlineData("""{"classification":true,"failReason":"DOCUMENT_NOT_READABLE"}""", "front.unreadable")]
    [InlineData("""{"classification":true,"failReason":"UNABLE_TO_ALIGN_DOCUMENT"}""", "front.cropped")]
    [InlineData("""{"classification":true,"failReason":"ID_TYPE_UNACCEPTABLE"}""", "front.notAccepted")]
    [InlineData("""{"classification":true,"failReason":"UNEXPECTED_ERROR_OCCURRED"}""", "front.unusable")]
    [InlineData("""{"classification":true,"failReason":"DIGITAL_ID_MISMATCH"}""", "front.unusable")]
    public async Task Upload_FrontWith200_IsJudgedByTheGuide(string answer, string? refusal)
    {
        _http.Always(Front, HttpStatusCode.OK, answer);

        Assert.Equal(refusal, (await UploadAsync(ImageKind.Front)).Refusal?.ToString());
    }

    [Theory]
    [InlineData("""{"confidence":0,"isBright":true,"hasLenses":false}""", null)]
    [InlineData("""{"isBright":true}""", null)]
    [InlineData("""{"confidence":0.01,"isBright":true}""", "selfie.notLive")]
    [InlineData("""{"confidence":"1","isBright":true}""", "selfie.notLive")]
    [InlineData("""{"confidence":0,"hasLenses":true}""", "selfie.glasses")]
    [InlineData("""{"confidence":0,"hasFaceMask":true}""", "selfie.mask")]
    [InlineData("""{"isBright":false}""", "selfie.tooDark")]
    public async Task Upload_SelfieWith200_IsJudgedByTheGuide(string answer, string? refusal)
    {
        _http.Always(Face, HttpStatusCode.OK, answer);

        var verdict = await UploadAsync(ImageKind.Selfie);

        Assert.Equal(refusal, verdict.Refusal?.ToString());
        Assert.Equal(refusal is null ? [] : [ImageKind.Selfie], verdict.Retake);
    }

    [Theory]
    [InlineData(100, "tooDark")]
    [InlineData(101, "glasses")]
    [InlineData(1001, "notCentred")]
    [InlineData(1003, "notCentred")]
    [InlineData(3002, "notCentred")]
    [InlineData(3004, "notCentred")]
    [InlineData(3005, "tooFar")]
    [InlineData(3006, "blur")]
    [InlineData(3007, "tooDark")]
    [InlineData(3008, "unusable")]
    [InlineData(3009, "unusable")]
    [InlineData(3010, "poorConditions")]
    [InlineData(4005, "notLive")]
    [InlineData(4010, "severalFaces")]
    [InlineData(4019, "noFace")]
    [InlineData(6000, "poorConditions")]
    [InlineData(7777, "poorConditions")]
    public async Task Upload_SelfieWithANumber_IsARetakeAndNoFailure(int number, string word)
    {
        _http.Always(Face, HttpStatusCode.BadRequest, $$"""{"timestamp":1,"status":{{number}},"error":"Said in words.","path":"/x"}""");

        Assert.Equal($"selfie.{word}", (await UploadAsync(ImageKind.Selfie)).Refusal.ToString());
    }

    /// <summary>"if (HTTP status != 200) display error &amp; repeat image capture", and poor conditions where no number says more.</summary>
    [Theory]
    [InlineData(HttpStatusCode.BadRequest, """{"status":400,"error":"Bad Request"}""", "poorConditions")]
    [InlineData(HttpStatusCode.UnprocessableEntity, "<html>", "poorConditions")]
    [InlineData(HttpStatusCode.RequestEntityTooLarge, "", "tooLarge")]
    public async Task Upload_SelfieRefusedWithoutANumber_IsARetake(HttpStatusCode status, string body, string word)
    {
        _http.Always(Face, status, body);

        Assert.Equal($"selfie.{word}", (await UploadAsync(ImageKind.Selfie)).Refusal.ToString());
    }

    [Fact]
    public async Task Upload_FrontWithANumberOfFaces_IsUnreadable()
    {
        _http.Always(Front, HttpStatusCode.BadRequest, """{"status":4019,"error":"Face not found."}""");

        Assert.Equal("front.unreadable", (await UploadAsync(ImageKind.Front)).Refusal.ToString());
    }

    [Fact]
    public async Task Upload_RefusedAsARequest_IsAFailureWithoutItsBody()
    {
        _http.Always(Front, HttpStatusCode.BadRequest, """{"status":400,"error":"Bad Request","message":"JANSEN"}""");

        var exception = await Assert.ThrowsAsync<ProviderException>(() => UploadAsync(ImageKind.Front));

        Assert.Equal((ProviderErrorKind.Refused, "provider.refused"), (exception.Kind, exception.Code.ToString()));
        Assert.DoesNotContain("JANSEN", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_LargerThanARequestMayBe_IsRefusedUnsent()
    {
        var image = new ImageUpload(ImageKind.Front, ImageFormat.Jpeg, 8_000_000, _ => Task.FromResult(Stream.Null));

        var verdict = await Provider.UploadImageAsync(Session, image, Stop);

        Assert.Equal(("front.tooLarge", 0), (verdict.Refusal.ToString(), _http.Sent.Count));
    }

    [Theory]
    [InlineData("""{"classification":true}""", false)]
    [InlineData("""{"classification":true,"skipBackIdCapture":false}""", false)]
    [InlineData("""{"classification":true,"skipBackIdCapture":"maybe"}""", false)]
    [InlineData("""{"classification":true,"skipBackIdCapture":true}""", true)]
    [InlineData("""{"classification":true,"skipBackIdCapture":"true"}""", true)]
    public async Task Upload_FrontSaysWhetherTheBackIsNeeded(string answer, bool skipped)
    {
        _http.Always(Front, HttpStatusCode.OK, answer);

        var verdict = await UploadAsync(ImageKind.Front);

        Assert.Null(verdict.Refusal);
        Assert.Equal(skipped ? [ImageKind.Back] : [], verdict.NotNeeded);
    }

    [Fact]
    public async Task Upload_BackOrSelfieThatSpeakOfTheBack_NeedAllTheSame()
    {
        _http.Always(Back, HttpStatusCode.OK, """{"classification":true,"skipBackIdCapture":true}""");
        _http.Always(Face, HttpStatusCode.OK, """{"confidence":0,"skipBackIdCapture":true}""");

        Assert.Empty((await UploadAsync(ImageKind.Back)).NotNeeded);
        Assert.Empty((await UploadAsync(ImageKind.Selfie)).NotNeeded);
    }

    [Theory]
    [InlineData(false, ImageKind.Front, ImageKind.Back)]
    [InlineData(true, ImageKind.Front)]
    public async Task Upload_PoorFront_AsksForTheBackOnlyWhereThereIsOne(bool oneSided, params ImageKind[] retake)
    {
        _http.Always(Front, HttpStatusCode.OK, $$"""{"classification":true,"glare":4,"skipBackIdCapture":{{(oneSided ? "true" : "false")}}}""");

        var verdict = await UploadAsync(ImageKind.Front);

        Assert.Equal("front.glare", verdict.Refusal.ToString());
        Assert.Equal(retake, verdict.Retake);
        Assert.Empty(verdict.NotNeeded);
    }

    [Fact]
    public async Task Upload_PoorBack_AsksForBothSides()
    {
        _http.Always(Back, HttpStatusCode.OK, """{"classification":true,"failReason":"WRONG_DOCUMENT_SIDE"}""");

        var verdict = await UploadAsync(ImageKind.Back);

        Assert.Equal("back.wrongSide", verdict.Refusal.ToString());
        Assert.Equal([ImageKind.Front, ImageKind.Back], verdict.Retake);
    }

    private Task<ImageVerdict> UploadAsync(ImageKind kind) =>
        Provider.UploadImageAsync(Session, Assure.AssureHarness.Image([1, 2, 3], kind), Stop);
}
