namespace Verification.Core.Images;

/// <summary>Follows the structure of one image format over pieces of any size.</summary>
internal interface IImageScanner
{
    /// <summary>Width times height as the header states them; null until it was seen.</summary>
    long? Pixels { get; }

    /// <summary>The end of the image was seen.</summary>
    bool IsComplete { get; }

    /// <summary>False when the bytes cannot be of this format.</summary>
    bool Append(ReadOnlySpan<byte> bytes);
}
