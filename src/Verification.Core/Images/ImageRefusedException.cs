using Verification.Core.Verifications;

namespace Verification.Core.Images;

/// <summary>What was sent is not an image that we take. The message is for the sender and echoes nothing of what was sent.</summary>
/// <param name="code">One of <c>image.empty</c>, <c>image.unknownFormat</c>, <c>image.tooLarge</c>, <c>image.tooManyPixels</c>,
/// <c>image.truncated</c>, <c>image.typeMismatch</c>, <c>image.malformed</c>.</param>
public sealed class ImageRefusedException(ImageKind kind, Code code, string message) : Exception(message)
{
    public ImageKind Kind { get; } = kind;

    public Code Code { get; } = code;
}
