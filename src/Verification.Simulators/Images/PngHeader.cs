using System.Buffers.Binary;

namespace Verification.Simulators.Images;

internal static class PngHeader
{
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];

    /// <summary>Pixels from the IHDR chunk, which comes first (PNG specification, 5.6); null when it is not there.</summary>
    public static (int Width, int Height)? ReadSize(ReadOnlySpan<byte> image)
    {
        if (image.Length < 33 || !image.StartsWith(Signature) || !image[12..16].SequenceEqual("IHDR"u8))
        {
            return null;
        }

        var width = BinaryPrimitives.ReadInt32BigEndian(image[16..]);
        var height = BinaryPrimitives.ReadInt32BigEndian(image[20..]);
        return width > 0 && height > 0 ? (width, height) : null;
    }
}
