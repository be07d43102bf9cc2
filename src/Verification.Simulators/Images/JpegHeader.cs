using System.Buffers.Binary;

namespace Verification.Simulators.Images;

internal static class JpegHeader
{
    /// <summary>Pixels from the start-of-frame segment (ITU T.81, B.2.2); null when there is none before the scan.</summary>
    public static (int Width, int Height)? ReadSize(ReadOnlySpan<byte> image)
    {
        if (!image.StartsWith<byte>([0xff, 0xd8, 0xff]))
        {
            return null;
        }

        var at = 2;
        while (at + 9 <= image.Length && image[at] == 0xff)
        {
            var marker = image[at + 1];
            if (marker == 0xff)
            {
                at++;
                continue;
            }

            if (IsStartOfFrame(marker))
            {
                var height = BinaryPrimitives.ReadUInt16BigEndian(image[(at + 5)..]);
                var width = BinaryPrimitives.ReadUInt16BigEndian(image[(at + 7)..]);
                return width > 0 && height > 0 ? (width, height) : null;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(image[(at + 2)..]);
            if (length < 2 || marker is 0xd9 or 0xda)
            {
                return null;
            }

            at += 2 + length;
        }

        return null;
    }

    // C4, C8 and CC lie among the frame markers and mean something else.
    private static bool IsStartOfFrame(byte marker) => marker is >= 0xc0 and <= 0xcf and not (0xc4 or 0xc8 or 0xcc);
}
