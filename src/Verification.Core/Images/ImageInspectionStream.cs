using System.Security.Cryptography;
using Verification.Core.Storage;

namespace Verification.Core.Images;

/// <summary>
/// Passes an image through while it checks it: type by magic bytes, size, pixels as the header states them, and that it ends where its
/// format says it ends. A refusal is thrown before the end of the stream is reached, so that nothing is stored.
/// </summary>
internal sealed class ImageInspectionStream(Stream inner, ImageKind kind, ImageFormat? declared, ImageOptions options) : ReadOnlyStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ImageInspector _inspector = new(kind, declared, options);
    private string? _sha256;

    /// <summary>What it turned out to be, once it was read to its end.</summary>
    public (ImageFormat Format, long Length, string Sha256) Describe() =>
        (_inspector.Format, _inspector.Length, _sha256 ?? throw new InvalidOperationException("The image was not read to its end."));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        return Inspect(buffer.Span, read);
    }

    public override int Read(Span<byte> buffer) => Inspect(buffer, inner.Read(buffer));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Inspect(Span<byte> buffer, int read)
    {
        if (read > 0)
        {
            _inspector.Append(buffer[..read]);
            _hash.AppendData(buffer[..read]);
        }
        else if (buffer.Length > 0 && _sha256 is null)
        {
            _inspector.Complete();
            _sha256 = Convert.ToHexStringLower(_hash.GetHashAndReset());
        }

        return read;
    }
}
