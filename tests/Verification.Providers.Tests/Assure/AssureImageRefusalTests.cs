using System.Net;
using Verification.Core.Images;
using Verification.Core.Providers;
using static Verification.Providers.Tests.Assure.AssureHarness;

namespace Verification.Providers.Tests.Assure;

/// <summary>Which refusals of Set images are about the image.</summary>
public sealed class AssureImageRefusalTests : IAsyncDisposable
{
    private const string SetImages = $"POST {OneProcess}/images";

    private readonly AssureHarness _assure = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _assure.DisposeAsync();

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, "back.unusable")]
    [InlineData(HttpStatusCode.UnprocessableEntity, "back.unusable")]
    [InlineData(HttpStatusCode.UnsupportedMediaType, "back.unusable")]
    [InlineData(HttpStatusCode.RequestEntityTooLarge, "back.tooLarge")]
    public async Task UploadImage_Refused_IsARetakeOfThatImage(HttpStatusCode status, string refusal)
    {
        _assure.Http.Always(SetImages, status);

        var verdict = await _assure.PictureId.UploadImageAsync(_assure.Session, Image([1], ImageKind.Back), Stop);

        Assert.Equal(refusal, verdict.Refusal.ToString());
        Assert.Equal([ImageKind.Back], verdict.Retake);
    }

    /// <summary>A process that was started, or is not there any more, takes no image however good.</summary>
    [Theory]
    [InlineData(HttpStatusCode.Conflict, ProviderErrorKind.Refused)]
    [InlineData(HttpStatusCode.NotFound, ProviderErrorKind.NotFound)]
    public async Task UploadImage_ProcessTakesNone_IsAFailure(HttpStatusCode status, ProviderErrorKind kind)
    {
        _assure.Http.Always(SetImages, status);

        var exception = await Assert.ThrowsAsync<ProviderException>(
            () => _assure.PictureId.UploadImageAsync(_assure.Session, Image([1], ImageKind.Back), Stop));

        Assert.Equal(kind, exception.Kind);
    }
}
