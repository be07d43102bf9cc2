using Verification.Core.Storage;

namespace Verification.Storage.Tests;

/// <summary>Gives its content in uneven pieces and, where told so, fails at its end, like the body of a request.</summary>
internal sealed class DribblingStream(byte[] content, Exception? atEnd = null) : ReadOnlyStream
{
    private int _position;
    private int _reads;

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
}
