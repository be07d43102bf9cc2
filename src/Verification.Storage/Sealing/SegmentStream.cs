using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Verification.Core.Storage;

namespace Verification.Storage.Sealing;

/// <summary>
/// Turns a stream into another, segment by segment, as it is read. The form of a sealed object (the STREAM construction of Hoang,
/// Reyhanitabar, Rogaway and Vizár, 2015): a version byte, 7 random bytes, then segments of 64 KiB, each AES-256-GCM with its tag of 16
/// bytes behind it. The nonce of a segment is the 7 bytes, its number (4 bytes, big-endian) and 1 for the last or 0; the associated data
/// is the version and the path. So nothing can be cut, put in another order, taken from elsewhere or added.
/// </summary>
/// <remarks>Holds two segments in pooled buffers, which are cleared when they go back. Reads asynchronously only.</remarks>
internal abstract class SegmentStream : ReadOnlyStream
{
    protected const byte Version = 1;
    protected const int HeaderSize = 1 + PrefixSize;
    protected const int PlainSize = 64 * 1024;
    protected const int TagSize = 16;
    protected const int SealedSize = PlainSize + TagSize;
    private const int PrefixSize = 7;

    private readonly Stream _source;
    private readonly int _segmentSize;
    private readonly byte[] _nonce = new byte[12];
    private byte[] _input = ArrayPool<byte>.Shared.Rent(SealedSize + 1);
    private byte[] _output = ArrayPool<byte>.Shared.Rent(SealedSize);
    private int _filled;
    private ReadOnlyMemory<byte> _ready;
    private long _number = -1;
    private bool _last;

    /// <param name="segmentSize">How many bytes of the source make a segment.</param>
    protected SegmentStream(Stream source, byte[] key, string path, int segmentSize)
    {
        _source = source;
        _segmentSize = segmentSize;
        Aes = new AesGcm(key, TagSize);
        AssociatedData = [Version, .. Encoding.UTF8.GetBytes(path)];
    }

    protected AesGcm Aes { get; }

    protected byte[] AssociatedData { get; }

    protected ReadOnlySpan<byte> Nonce => _nonce;

    protected Span<byte> NoncePrefix => _nonce.AsSpan(0, PrefixSize);

    public sealed override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_output.Length == 0, this);
        while (_ready.IsEmpty && !_last)
        {
            _ready = _output.AsMemory(0, await NextAsync(cancellationToken));
        }

        var count = Math.Min(buffer.Length, _ready.Length);
        _ready[..count].CopyTo(buffer);
        _ready = _ready[count..];
        return count;
    }

    /// <summary>Reads or writes what stands before the segments.</summary>
    /// <returns>How many bytes of <paramref name="output"/> are filled.</returns>
    protected abstract ValueTask<int> BeginAsync(Stream source, Memory<byte> output, CancellationToken cancellationToken);

    /// <summary>Turns one segment into the other form, under the nonce as it stands.</summary>
    /// <returns>How many bytes of <paramref name="output"/> are filled.</returns>
    protected abstract int Turn(ReadOnlySpan<byte> segment, Span<byte> output);

    protected override void Dispose(bool disposing)
    {
        if (disposing && _output.Length > 0)
        {
            Aes.Dispose();
            ArrayPool<byte>.Shared.Return(_input, clearArray: true);
            ArrayPool<byte>.Shared.Return(_output, clearArray: true);
            (_input, _output, _ready) = ([], [], default);
        }

        base.Dispose(disposing);
    }

    private async ValueTask<int> NextAsync(CancellationToken cancellationToken)
    {
        if (_number < 0)
        {
            var begun = await BeginAsync(_source, _output, cancellationToken);
            _number = 0;
            return begun;
        }

        // One byte more than a segment tells whether this one is the last.
        _filled += await _source.ReadAtLeastAsync(
            _input.AsMemory(_filled, _segmentSize + 1 - _filled), _segmentSize + 1 - _filled, throwOnEndOfStream: false, cancellationToken);
        _last = _filled <= _segmentSize;
        BinaryPrimitives.WriteUInt32BigEndian(_nonce.AsSpan(PrefixSize), checked((uint)_number++));
        _nonce[^1] = _last ? (byte)1 : (byte)0;
        var size = Math.Min(_filled, _segmentSize);
        var turned = Turn(_input.AsSpan(0, size), _output);
        _input.AsSpan(size, _filled - size).CopyTo(_input);
        _filled -= size;
        return turned;
    }
}
