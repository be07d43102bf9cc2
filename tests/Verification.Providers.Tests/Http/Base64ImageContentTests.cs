using System.Security.Cryptography;
using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Providers.Http;

namespace Verification.Providers.Tests.Http;

public sealed class Base64ImageContentTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(24 * 1024)]
    [InlineData((24 * 1024) + 1)]
    [InlineData(100_003)]
    public async Task Content_AnyLength_IsTheWholeImageInBase64(int length)
    {
        var bytes = RandomNumberGenerator.GetBytes(length);
        using var content = Content(bytes.Length, () => new TricklingStream(bytes));

        var sent = await content.ReadAsStringAsync(Stop);

        Assert.Equal($"{{\"front\":\"{Convert.ToBase64String(bytes)}\"}}", sent);
        Assert.Equal(sent.Length, content.Headers.ContentLength);
    }

    [Fact]
    public async Task Content_LargeImage_IsHeldInSmallPiecesOnly()
    {
        const int length = 10 * 1024 * 1024;
        using var content = Content(length, () => new MemoryStream(new byte[length], writable: false));
        var sink = new CountingStream();

        await content.CopyToAsync(sink, Stop);

        Assert.Equal(content.Headers.ContentLength, sink.Total);
        Assert.InRange(sink.Largest, 1, 32 * 1024);
    }

    private static Base64ImageContent Content(int length, Func<Stream> open) => new(
        "{\"front\":\"", new ImageUpload(ImageKind.Front, ImageFormat.Png, length, _ => Task.FromResult(open())), "\"}");

    /// <summary>Gives few bytes at a time, as a network does.</summary>
    private sealed class TricklingStream(byte[] bytes) : MemoryStream(bytes, writable: false)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, 1000)], cancellationToken);
    }

    private sealed class CountingStream : MemoryStream
    {
        public long Total { get; private set; }

        public int Largest { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Total += buffer.Length;
            Largest = Math.Max(Largest, buffer.Length);
            return ValueTask.CompletedTask;
        }
    }
}
