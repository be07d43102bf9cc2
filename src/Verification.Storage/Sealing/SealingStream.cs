using System.Security.Cryptography;

namespace Verification.Storage.Sealing;

/// <summary>Reads as the sealed form of a plain stream, which stays the caller's.</summary>
internal sealed class SealingStream(Stream plain, byte[] key, string path) : SegmentStream(plain, key, path, PlainSize)
{
    protected override ValueTask<int> BeginAsync(Stream source, Memory<byte> output, CancellationToken cancellationToken)
    {
        RandomNumberGenerator.Fill(NoncePrefix);
        output.Span[0] = Version;
        NoncePrefix.CopyTo(output.Span[1..]);
        return ValueTask.FromResult(HeaderSize);
    }

    protected override int Turn(ReadOnlySpan<byte> segment, Span<byte> output)
    {
        Aes.Encrypt(Nonce, segment, output[..segment.Length], output.Slice(segment.Length, TagSize), AssociatedData);
        return segment.Length + TagSize;
    }
}
