using Verification.Simulators.Images;

namespace Verification.Simulators.Tests.Images;

public sealed class SimulatedImageTests
{
    [Fact]
    public void Read_PngAndJpeg_GivesFormatAndSize()
    {
        var png = SimulatedImage.Read(TestImages.Png(1200, 800));
        Assert.Equal(("png", 1200, 800), (png?.Format, png?.Width, png?.Height));
        var jpeg = SimulatedImage.Read(TestImages.Jpeg(640, 480));
        Assert.Equal(("jpeg", 640, 480), (jpeg?.Format, jpeg?.Width, jpeg?.Height));
    }

    [Fact]
    public void Read_WithoutAWholeHeader_IsNull()
    {
        foreach (var image in new[] { TestImages.Png(), TestImages.Jpeg() })
        {
            for (var length = 0; length < 17; length++)
            {
                Assert.Null(SimulatedImage.Read(image[..length]));
            }
        }
    }

    [Theory]
    [InlineData(new byte[] { 0xff, 0xd8, 0xff, 0xda, 0, 8, 0, 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0xff, 0xd8, 0xff, 0xfe, 0, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0xff, 0xd8, 0xff, 0xfe, 0xff, 0xff, 0, 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 0, 0, 0, 0, 3, 0 })]
    public void Read_JpegWithoutAFrame_IsNull(byte[] bytes) => Assert.Null(SimulatedImage.Read(bytes));
}
