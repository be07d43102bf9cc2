using Verification.Core.Storage;

namespace Verification.Storage;

/// <summary>The content of an open object: read once, forwards, failing as the port says.</summary>
internal sealed class StoredContent(Stream inner, string path) : ReadOnlyStream
{
    public override int Read(Span<byte> buffer)
    {
        try
        {
            return inner.Read(buffer);
        }
        catch (Exception exception) when (StoreFailure.Is(exception, CancellationToken.None))
        {
            throw StoreFailure.Of("read", path, exception);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await inner.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception exception) when (StoreFailure.Is(exception, cancellationToken))
        {
            throw StoreFailure.Of("read", path, exception);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
