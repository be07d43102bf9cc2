using Verification.Core.Verifications;

namespace Verification.Core.Images;

/// <summary>An image that waits, sealed, to be sent to the provider.</summary>
/// <param name="Generation">Counts up with every replacement, from 1; a retake is a higher generation.</param>
/// <param name="Sha256">Lower-case hex digest of the bytes the client sent.</param>
public sealed record StagedImage(
    VerificationId Id,
    ImageKind Kind,
    int Generation,
    ImageFormat Format,
    long Length,
    string Sha256);
