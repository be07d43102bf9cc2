using Verification.Core.Images;
using Verification.Testing.Images;

namespace Verification.Core.Tests.Images;

public sealed class ImageInspectorTests
{
    private static readonly ImageOptions Small = new() { MaxBytes = 2_000, MaxPixels = 1_000_000 };

    public static TheoryData<string, byte[], ImageFormat?, string?> Cases => new()
    {
        { "png", TestImages.Png(), null, null },
        { "jpeg", TestImages.Jpeg(), null, null },
        { "declared", TestImages.Jpeg(), ImageFormat.Jpeg, null },
        { "at the pixel limit", TestImages.Png(1000, 1000), null, null },
        { "lying about its type", TestImages.Jpeg(), ImageFormat.Png, "image.typeMismatch" },
        { "empty", [], null, "image.empty" },
        { "shorter than a signature", [0xFF, 0xD8, 0xFF], null, "image.unknownFormat" },
        { "gif", [.. "GIF89a"u8, .. new byte[100]], null, "image.unknownFormat" },
        { "text", [.. "<svg xmlns='http://www.w3.org/2000/svg'/>"u8], null, "image.unknownFormat" },
        { "png too many pixels", TestImages.Png(1001, 1000), null, "image.tooManyPixels" },
        { "jpeg too many pixels", TestImages.Jpeg(1001, 1000), null, "image.tooManyPixels" },
        { "png of no width", TestImages.Png(0, 1000), null, "image.malformed" },
        { "too large", TestImages.Png(payload: 2_000), null, "image.tooLarge" },
        { "png cut", TestImages.Png()[..^1], null, "image.truncated" },
        { "png without end", TestImages.Png()[..^12], null, "image.truncated" },
        { "jpeg cut", TestImages.Jpeg()[..^1], null, "image.truncated" },
        { "jpeg without frame", [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xD9], null, "image.malformed" },
        { "png that does not begin with IHDR", [.. TestImages.Png()[..8], .. TestImages.Png()[33..]], null, "image.malformed" },
        { "png header then junk", [.. TestImages.Png()[..8], .. new byte[100]], null, "image.malformed" },
    };

    /// <summary>Fed whole and byte by byte: where the pieces are cut must not matter.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Inspect_AnyInput_GivesTheSameVerdictHoweverItIsCut(string name, byte[] image, ImageFormat? declared, string? refusal)
    {
        Assert.True(refusal == Inspect(image, declared, image.Length + 1), name);
        Assert.True(refusal == Inspect(image, declared, 1), name);
        Assert.True(refusal == Inspect(image, declared, 7), name);
    }

    [Fact]
    public async Task Describe_WholeImage_GivesFormatLengthAndDigest()
    {
        var image = TestImages.Jpeg();
        await using var stream = new ImageInspectionStream(new MemoryStream(image), ImageKind.Front, null, Small);

        await stream.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);

        Assert.Equal((ImageFormat.Jpeg, image.Length, Core.Storage.Digest.Of(image)), stream.Describe());
    }

    private static string? Inspect(byte[] image, ImageFormat? declared, int piece)
    {
        var inspector = new ImageInspector(ImageKind.Front, declared, Small);
        try
        {
            foreach (var bytes in image.Chunk(piece))
            {
                inspector.Append(bytes);
            }

            inspector.Complete();
            return null;
        }
        catch (ImageRefusedException exception)
        {
            return exception.Code.ToString();
        }
    }
}
