namespace Verification.Core.Images;

/// <summary>Settings under <c>Images</c>.</summary>
public sealed class ImageOptions
{
    public const string Section = "Images";

    /// <summary>Largest image in bytes.</summary>
    public long MaxBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>Largest image in pixels, as its header states them.</summary>
    public long MaxPixels { get; set; } = 50_000_000;
}
