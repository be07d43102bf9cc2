using Verification.Api.Problems;
using Verification.Core.Images;
using Verification.Core.Verifications;

namespace Verification.Api.Images;

/// <summary>Stages the images of a request, and says in the request's terms why not.</summary>
internal sealed class ImageIntake(VerificationCommands commands)
{
    /// <param name="named">Each came in a field named by its kind; otherwise the body is the image.</param>
    public async Task StageAsync(
        VerificationRecord record, IAsyncEnumerable<ImageSource> images, bool named, CancellationToken cancellationToken)
    {
        try
        {
            if (await commands.StageImagesAsync(record, images, cancellationToken) is null)
            {
                throw new ProblemException(
                    ProblemTypes.ImageNotAwaited,
                    record.Capture == CapturePath.Upload
                        ? "Images were submitted or the verification has ended; only what the snapshot awaits is taken."
                        : "The provider's own SDK or page takes the pictures of this verification.");
            }
        }
        catch (ImageRefusedException refused)
        {
            throw ImageProblem.Of(refused, named ? ImageKinds.Word(refused.Kind) : null);
        }
    }
}
