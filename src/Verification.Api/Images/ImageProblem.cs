using Verification.Api.Problems;
using Verification.Core.Images;

namespace Verification.Api.Images;

internal static class ImageProblem
{
    /// <param name="field">The field that the image came in; null where the body is the image.</param>
    public static ProblemException Of(ImageRefusedException refused, string? field)
    {
        var type = refused.Code.ToString() switch
        {
            "image.tooLarge" => ProblemTypes.ImageTooLarge,
            "image.unknownFormat" or "image.typeMismatch" when field is null => ProblemTypes.MediaTypeUnsupported,
            _ => ProblemTypes.ImageRefused,
        };
        return new ProblemException(type, refused.Message)
        {
            Errors = field is null ? null : new Dictionary<string, string[]> { [field] = [refused.Message] },
        };
    }
}
