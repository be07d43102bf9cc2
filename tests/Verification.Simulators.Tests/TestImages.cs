using System.Buffers.Binary;

namespace Verification.Simulators.Tests;

/// <summary>The smallest bytes that are the beginning of an image.</summary>
internal static class TestImages
{
    public static byte[] Png(int width = 1200, int height = 800, int size = 64)
    {
        var image = new byte[size];
        ((ReadOnlySpan<byte>)[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]).CopyTo(image);
        BinaryPrimitives.WriteInt32BigEndian(image.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(image.AsSpan(20), height);
        return image;
    }

    /// <summary>With a comment segment before the frame, which a reader has to step over.</summary>
    public static byte[] Jpeg(ushort width = 1200, ushort height = 800)
    {
        byte[] image = [0xff, 0xd8, 0xff, 0xfe, 0, 4, 1, 2, 0xff, 0xc0, 0, 17, 8, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0xff, 0xd9];
        BinaryPrimitives.WriteUInt16BigEndian(image.AsSpan(13), height);
        BinaryPrimitives.WriteUInt16BigEndian(image.AsSpan(15), width);
        return image;
    }

    public static string DataUrl(byte[] image, string format = "png") => $"data:image/{format};base64,{Convert.ToBase64String(image)}";
}
