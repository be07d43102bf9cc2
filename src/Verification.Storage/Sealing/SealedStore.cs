using Verification.Core.Storage;
using Verification.Core.Verifications;

namespace Verification.Storage.Sealing;

/// <summary>
/// Seals what it puts into the object store below, in passing: neither side holds more than two segments in memory. See
/// <see cref="SegmentStream"/> for the form, <see cref="KeyCache"/> for how long a destroyed key may still serve elsewhere.
/// </summary>
public sealed class SealedStore(IObjectStore objects, IMasterKey masterKey, TimeProvider time) : ISealedStore
{
    private readonly VerificationKeys _keys = new(objects, masterKey, time);

    public async Task PutAsync(VerificationId id, string path, Stream content, CancellationToken cancellationToken)
    {
        var key = await _keys.FindOrCreateAsync(id, cancellationToken);
        await using (var sealing = new SealingStream(content, key, path))
        {
            await objects.PutAsync(path, sealing, cancellationToken);
        }

        try
        {
            await _keys.ThrowIfDestroyedAsync(id, cancellationToken);
        }
        catch (ErasedException)
        {
            // The erasure may have passed this path before the object stood there.
            await objects.DeleteAsync(path, cancellationToken);
            throw;
        }
    }

    public async Task<Stream?> OpenAsync(VerificationId id, string path, CancellationToken cancellationToken)
    {
        var stored = await objects.OpenAsync(path, cancellationToken);
        if (stored is null)
        {
            return null;
        }

        try
        {
            var key = await _keys.FindAsync(id, cancellationToken)
                ?? throw new InvalidDataException($"The object {path} is not sealed for {id}, which has no key.");
            return new UnsealingStream(stored.Content, key, path);
        }
        catch
        {
            await stored.DisposeAsync();
            throw;
        }
    }

    public Task<bool> DeleteAsync(string path, CancellationToken cancellationToken) => objects.DeleteAsync(path, cancellationToken);

    public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken) =>
        objects.ListAsync(prefix, after: null, cancellationToken);

    public Task DestroyKeyAsync(VerificationId id, CancellationToken cancellationToken) => _keys.DestroyAsync(id, cancellationToken);

    public Task DeleteKeyAsync(VerificationId id, CancellationToken cancellationToken) => _keys.DeleteAsync(id, cancellationToken);
}
