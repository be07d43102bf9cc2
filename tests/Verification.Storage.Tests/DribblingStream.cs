namespace Verification.Storage.Tests;

/// <summary>Gives its content in uneven pieces and, where told so, fails at its end, like the body of a request.</summary>
internal sealed class DribblingStream(byte[] content, Exception? atEnd = null) : Stream
{
    private int _position;
    private int _reads;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var piece = Math.Min(Math.Min(buffer.Length, content.Length - _position), 1 + (_reads++ * 7919 % 60_000));
        if (piece == 0 && atEnd is not null)
        {
            throw atEnd;
        }

        content.AsMemory(_position, piece).CopyTo(buffer);
        _position += piece;
        return ValueTask.FromResult(piece);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new InvalidOperationException("A request's body cannot be read synchronously.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }
}
