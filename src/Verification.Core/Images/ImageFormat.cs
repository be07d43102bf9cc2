namespace Verification.Core.Images;

public enum ImageFormat
{
    Png,
    Jpeg,
}

public static class ImageFormatExtensions
{
    public static string MediaType(this ImageFormat format) => format == ImageFormat.Png ? "image/png" : "image/jpeg";
}
