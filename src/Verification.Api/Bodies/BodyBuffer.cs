using System.Buffers;

namespace Verification.Api.Bodies;

/// <summary>A whole body in one pooled buffer that grows with what arrives, never with what was announced. It is wiped when returned.</summary>
internal sealed class BodyBuffer : IDisposable
{
    private const int FirstSize = 16 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstSize);
    private int _length;

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    /// <exception cref="Problems.ProblemException">The body is over the route's limit.</exception>
    public static async Task<BodyBuffer> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        var buffer = new BodyBuffer();
        try
        {
            while (await body.ReadAsync(buffer.Free(), cancellationToken) is var read and > 0)
            {
                buffer._length += read;
            }

            return buffer;
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
        _buffer = [];
        _length = 0;
    }

    private Memory<byte> Free()
    {
        if (_length == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.CopyTo(larger, 0);
            ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
            _buffer = larger;
        }

        return _buffer.AsMemory(_length);
    }
}
