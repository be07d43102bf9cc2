using System.Buffers.Binary;

namespace Verification.Testing.Images;

/// <summary>Small images made byte by byte: whole, cut short, or lying about their size.</summary>
public static class TestImages
{
    public static Stream OpenPng() => new MemoryStream(Png());

    public static byte[] Png(int width = 1200, int height = 800, int payload = 64)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        return
        [
            0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A,
            .. Chunk("IHDR"u8, header),
            .. Chunk("IDAT"u8, new byte[payload]),
            .. Chunk("IEND"u8, []),
        ];
    }

    public static byte[] Jpeg(int width = 1200, int height = 800, int payload = 64) =>
    [
        0xFF, 0xD8,
        0xFF, 0xE0, 0x00, 0x04, 0x00, 0x00,
        0xFF, 0xC0, 0x00, 0x0B, 0x08, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 0x01, 0x01, 0x11, 0x00,
        0xFF, 0xDA, 0x00, 0x08, 0x01, 0x01, 0x00, 0x00, 0x3F, 0x00,
        .. new byte[payload],
        0xFF, 0x00, 0xFF, 0xD0,
        0xFF, 0xD9,
    ];

    /// <summary>The checksum is left at zero: images are followed by structure and never decoded.</summary>
    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] data)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        return [.. length, .. type, .. data, 0, 0, 0, 0];
    }
}
