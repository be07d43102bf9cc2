using System.Security.Cryptography;

namespace Verification.Simulators.Images;

/// <summary>An image that a provider took in.</summary>
/// <param name="Format"><c>png</c> or <c>jpeg</c>, by its own bytes.</param>
internal sealed record SimulatedImage(byte[] Bytes, string Format, int Width, int Height)
{
    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Bytes));

    public string MediaType => $"image/{Format}";

    /// <summary>The image, or null when the bytes are not the beginning of a PNG or JPEG image with a size.</summary>
    public static SimulatedImage? Read(byte[] bytes)
    {
        if (PngHeader.ReadSize(bytes) is var (pngWidth, pngHeight))
        {
            return new SimulatedImage(bytes, "png", pngWidth, pngHeight);
        }

        return JpegHeader.ReadSize(bytes) is var (width, height) ? new SimulatedImage(bytes, "jpeg", width, height) : null;
    }
}
