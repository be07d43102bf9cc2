namespace Verification.Core.Images;

/// <summary>An image that waits, sealed, to be sent to the provider.</summary>
/// <param name="Generation">Counts up with every replacement, from 1; a retake is a higher generation.</param>
/// <param name="Path">Where the bytes lie.</param>
/// <param name="Sha256">Lower-case hex digest of the bytes the client sent.</param>
public sealed record StagedImage(ImageKind Kind, int Generation, string Path, ImageFormat Format, long Length, string Sha256);
