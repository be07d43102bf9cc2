using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Verification.Core.Images;
using Verification.Core.Storage;

namespace Verification.Api.Bodies;

/// <summary>
/// Decodes base64 that stands in a JSON string, a window at a time. Serialisers may write <c>/</c> and <c>+</c> as escapes
/// (<c>\/</c>, <c>\u002B</c>), so these are undone on the way.
/// </summary>
internal sealed class Base64Stream(ReadOnlyMemory<byte> text, ImageKind kind) : ReadOnlyStream
{
    private const int WindowSize = 32 * 1024;
    private const int EscapeLength = 6;

    private readonly byte[] _window = ArrayPool<byte>.Shared.Rent(WindowSize);
    private ReadOnlyMemory<byte> _text = text;
    private int _position;
    private int _decoded;
    private bool _disposed;

    public override int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_position == _decoded)
        {
            Decode();
        }

        var count = Math.Min(buffer.Length, _decoded - _position);
        _window.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            ArrayPool<byte>.Shared.Return(_window, clearArray: true);
        }

        base.Dispose(disposing);
    }

    /// <summary>Fills the window with whole quadruples and decodes them in place.</summary>
    private void Decode()
    {
        var filled = Fill(_window.AsSpan(0, WindowSize));
        if (Base64.DecodeFromUtf8InPlace(_window.AsSpan(0, filled), out _decoded) != OperationStatus.Done
            || (_decoded < filled / 4 * 3 && !_text.IsEmpty))
        {
            throw NotBase64();
        }

        _position = 0;
    }

    private int Fill(Span<byte> window)
    {
        var source = _text.Span;
        var filled = 0;
        var read = 0;
        while (filled < window.Length && read < source.Length)
        {
            var plain = source[read..].IndexOf((byte)'\\');
            var run = Math.Min(plain < 0 ? source.Length - read : plain, window.Length - filled);
            source.Slice(read, run).CopyTo(window[filled..]);
            (read, filled) = (read + run, filled + run);
            if (run == plain && filled < window.Length)
            {
                window[filled++] = Unescape(source[read..], out var length);
                read += length;
            }
        }

        _text = _text[read..];
        return filled;
    }

    private byte Unescape(ReadOnlySpan<byte> escape, out int length)
    {
        if (escape[1] == '/')
        {
            length = 2;
            return (byte)'/';
        }

        length = EscapeLength;
        return escape[1] == 'u' && byte.TryParse(Encoding.ASCII.GetString(escape[2..EscapeLength]), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw NotBase64();
    }

    private ImageRefusedException NotBase64() => new(kind, "image.malformed", "The image is not valid base64.");
}
