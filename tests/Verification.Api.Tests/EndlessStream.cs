using Verification.Core.Storage;

namespace Verification.Api.Tests;

/// <summary>So many spaces, made as they are read.</summary>
internal sealed class EndlessStream(long length) : ReadOnlyStream
{
    private long _left = length;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = (int)Math.Min(buffer.Length, _left);
        buffer.Span[..read].Fill((byte)' ');
        _left -= read;
        return ValueTask.FromResult(read);
    }
}
