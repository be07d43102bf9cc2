using System.Security.Cryptography;

namespace Verification.Storage.Sealing;

/// <summary>Reads as the plain form of a sealed stream, which it closes. No byte comes out that was not checked.</summary>
internal sealed class UnsealingStream(Stream sealedContent, byte[] key, string path) : SegmentStream(sealedContent, key, path, SealedSize)
{
    private readonly Stream _sealed = sealedContent;
    private readonly string _path = path;

    protected override async ValueTask<int> BeginAsync(Stream source, Memory<byte> output, CancellationToken cancellationToken)
    {
        var header = output[..HeaderSize];
        var read = await source.ReadAtLeastAsync(header, HeaderSize, throwOnEndOfStream: false, cancellationToken);
        if (read < HeaderSize)
        {
            throw Altered();
        }

        if (header.Span[0] != Version)
        {
            throw new InvalidDataException($"The object {_path} is sealed in version {header.Span[0]}, which this program does not know.");
        }

        header.Span[1..].CopyTo(NoncePrefix);
        return 0;
    }

    protected override int Turn(ReadOnlySpan<byte> segment, Span<byte> output)
    {
        var size = segment.Length - TagSize;
        if (size < 0)
        {
            throw Altered();
        }

        try
        {
            Aes.Decrypt(Nonce, segment[..size], segment[size..], output[..size], AssociatedData);
        }
        catch (AuthenticationTagMismatchException exception)
        {
            throw Altered(exception);
        }

        return size;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _sealed.Dispose();
        }

        base.Dispose(disposing);
    }

    private InvalidDataException Altered(Exception? inner = null) =>
        new($"The object {_path} was altered or cut, or is not sealed for this verification.", inner);
}
