using Verification.Core.Providers;
using Verification.Core.Storage;

namespace Verification.Core.Results;

/// <summary>A provider's archive as it arrives, up to a limit: whoever answers without end must not fill the store.</summary>
internal sealed class BoundedArchive(Stream archive, long limit) : ReadOnlyStream
{
    private long _read;

    /// <exception cref="ProviderException">There is more, <see cref="ProviderException.AnswerTooLarge"/>.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await archive.ReadAsync(buffer, cancellationToken);
        _read += read;
        return _read <= limit
            ? read
            : throw new ProviderException(
                ProviderErrorKind.Protocol, ProviderException.AnswerTooLarge, "The archive of the result is too large.", mayHaveTakenEffect: false);
    }
}
