using System.Security.Cryptography;
using Verification.Storage.Sealing;

namespace Verification.Storage.Tests.Sealing;

public sealed class SegmentStreamTests
{
    private const int Header = 8;
    private const int Segment = 64 * 1024;
    private const int SealedSegment = Segment + 16;

    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(n => (byte)n)];

    public static TheoryData<int> Sizes => [0, 1, Segment - 1, Segment, Segment + 1, 3 * Segment, (3 * Segment) + 17];

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task SealAndUnseal_AnySize_GivesTheContentBack(int size)
    {
        var plain = Content(size);

        var sealedBytes = await SealAsync(plain);

        Assert.Equal(Header + size + (16 * Math.Max(1, (size + Segment - 1) / Segment)), sealedBytes.Length);
        Assert.Equal(plain, await UnsealAsync(sealedBytes));
    }

    [Fact]
    public async Task Seal_OneSegment_IsTheDocumentedForm()
    {
        var sealedBytes = await SealAsync([1, 2, 3]);

        byte[] nonce = [.. sealedBytes.AsSpan(1, 7), 0, 0, 0, 0, 1];
        var plain = new byte[3];
        using var aes = new AesGcm(Key, 16);
        aes.Decrypt(nonce, sealedBytes.AsSpan(Header, 3), sealedBytes.AsSpan(Header + 3), plain, [1, .. "images/1"u8]);
        Assert.Equal(1, sealedBytes[0]);
        Assert.Equal([1, 2, 3], plain);
    }

    [Fact]
    public async Task Unseal_EveryBitFlipped_IsRefused()
    {
        var sealedBytes = await SealAsync(Content(20));
        for (var bit = 0; bit < sealedBytes.Length * 8; bit++)
        {
            var altered = (byte[])sealedBytes.Clone();
            altered[bit / 8] ^= (byte)(1 << (bit % 8));
            await Assert.ThrowsAsync<InvalidDataException>(() => UnsealAsync(altered));
        }
    }

    [Fact]
    public async Task Unseal_EveryTruncationOfASmallObject_IsRefused()
    {
        var sealedBytes = await SealAsync(Content(20));
        for (var length = 0; length < sealedBytes.Length; length++)
        {
            await Assert.ThrowsAsync<InvalidDataException>(() => UnsealAsync(sealedBytes[..length]));
        }
    }

    [Theory]
    [InlineData(Header)]
    [InlineData(Header + SealedSegment)]
    [InlineData(Header + (2 * SealedSegment))]
    [InlineData(Header + (2 * SealedSegment) + 16)]
    [InlineData(Header + SealedSegment + 1)]
    public async Task Unseal_CutBetweenOrWithinSegments_IsRefused(int length)
    {
        var sealedBytes = await SealAsync(Content((2 * Segment) + 100));

        await Assert.ThrowsAsync<InvalidDataException>(() => UnsealAsync(sealedBytes[..length]));
    }

    [Fact]
    public async Task Unseal_SegmentsSwappedRepeatedDroppedOrAdded_IsRefused()
    {
        var sealedBytes = await SealAsync(Content(3 * Segment));
        var header = sealedBytes[..Header];
        var one = sealedBytes[Header..][..SealedSegment];
        var two = sealedBytes[(Header + SealedSegment)..][..SealedSegment];
        var three = sealedBytes[(Header + (2 * SealedSegment))..];

        Assert.Equal(Content(3 * Segment), await UnsealAsync([.. header, .. one, .. two, .. three]));
        await Assert.ThrowsAsync<InvalidDataException>(() => UnsealAsync([.. header, .. two, .. one, .. three]));
        await Assert.ThrowsAsync<InvalidDataException>(() => UnsealAsync([.. header, .. one, .. one, .. three]));
        await Assert.ThrowsAsync<InvalidDataException>(() => UnsealAsync([.. header, .. one, .. three]));
        await Assert.ThrowsAsync<InvalidDataException>(() => UnsealAsync([.. header, .. one, .. two]));
        await Assert.ThrowsAsync<InvalidDataException>(() => UnsealAsync([.. header, .. one, .. two, .. three, .. three]));
        await Assert.ThrowsAsync<InvalidDataException>(() => UnsealAsync([.. header, .. one, .. two, .. three, 0]));
    }

    [Fact]
    public async Task Unseal_SegmentOfAnotherObjectUnderTheSameKey_IsRefused()
    {
        var mine = await SealAsync(Content(2 * Segment));
        var other = await SealAsync(Content(2 * Segment));

        await Assert.ThrowsAsync<InvalidDataException>(
            () => UnsealAsync([.. mine[..(Header + SealedSegment)], .. other[(Header + SealedSegment)..]]));
    }

    [Fact]
    public async Task Unseal_LastSegmentAltered_GivesTheEarlierOnesButNoEnd()
    {
        var sealedBytes = await SealAsync(Content(Segment + 1));
        sealedBytes[^1] ^= 1;
        await using var stream = new UnsealingStream(new MemoryStream(sealedBytes), Key, "images/1");

        await stream.ReadExactlyAsync(new byte[Segment], TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<InvalidDataException>(async () => await stream.ReadExactlyAsync(new byte[1], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Unseal_OtherKeyOrPath_IsRefused()
    {
        var sealedBytes = await SealAsync(Content(20));

        await Assert.ThrowsAsync<InvalidDataException>(() => UnsealAsync(sealedBytes, path: "images/2"));
        await Assert.ThrowsAsync<InvalidDataException>(() => UnsealAsync(sealedBytes, key: new byte[32]));
    }

    [Fact]
    public async Task Unseal_NewerVersion_SaysSo()
    {
        var sealedBytes = await SealAsync(Content(20));
        sealedBytes[0] = 2;

        var exception = await Assert.ThrowsAsync<InvalidDataException>(() => UnsealAsync(sealedBytes));

        Assert.Equal("The object images/1 is sealed in version 2, which this program does not know.", exception.Message);
    }

    [Fact]
    public async Task Read_AfterDispose_Throws()
    {
        var stream = new SealingStream(new MemoryStream(), Key, "images/1");
        await stream.DisposeAsync();
        await stream.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(
            async () => await stream.ReadExactlyAsync(new byte[1], TestContext.Current.CancellationToken));
    }

    private static byte[] Content(int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        return content;
    }

    private static Task<byte[]> SealAsync(byte[] plain) => ReadAsync(new SealingStream(new DribblingStream(plain), Key, "images/1"));

    private static Task<byte[]> UnsealAsync(byte[] sealedBytes, byte[]? key = null, string path = "images/1") =>
        ReadAsync(new UnsealingStream(new DribblingStream(sealedBytes), key ?? Key, path));

    private static async Task<byte[]> ReadAsync(Stream stream)
    {
        await using (stream)
        {
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy, TestContext.Current.CancellationToken);
            return copy.ToArray();
        }
    }
}
