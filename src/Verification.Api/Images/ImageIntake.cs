using Verification.Api.Problems;
using Verification.Core.Images;
using Verification.Core.Verifications;

namespace Verification.Api.Images;

/// <summary>Stages an image for a request, and says in the request's terms why not.</summary>
internal sealed class ImageIntake(VerificationCommands commands)
{
    /// <param name="field">The field that the image came in; null where the body is the image.</param>
    public async Task StageAsync(
        VerificationRecord record, ImageKind kind, Stream content, ImageFormat? declared, string? field, CancellationToken cancellationToken)
    {
        try
        {
            if (await commands.StageImageAsync(record, kind, content, declared, cancellationToken) is null)
            {
                throw new ProblemException(
                    ProblemTypes.ImageNotAwaited, "Images were submitted or the verification has ended; only what the snapshot awaits is taken.");
            }
        }
        catch (ImageRefusedException refused)
        {
            throw ImageProblem.Of(refused, field);
        }
    }
}
