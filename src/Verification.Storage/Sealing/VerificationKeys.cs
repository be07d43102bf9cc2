using System.Security.Cryptography;
using Verification.Core.Storage;
using Verification.Core.Verifications;

namespace Verification.Storage.Sealing;

/// <summary>One key for each verification, wrapped in <c>keys/{id}</c>. Once destroyed a mark stays there, so that none follows.</summary>
internal sealed class VerificationKeys(IObjectStore objects, IMasterKey masterKey, TimeProvider time)
{
    private readonly KeyCache _cache = new(time);

    /// <returns>The key, or null when there never was one.</returns>
    /// <exception cref="ErasedException">It was destroyed.</exception>
    public async Task<byte[]?> FindAsync(VerificationId id, CancellationToken cancellationToken)
    {
        if (_cache.Find(id) is { } cached)
        {
            return cached;
        }

        var removals = _cache.Removals;
        if (await objects.GetJsonAsync<StoredKey>(Path(id), cancellationToken) is not { Value: var stored })
        {
            return null;
        }

        var key = masterKey.Unwrap(id, stored.Wrapped ?? throw Erased(id));
        _cache.Add(id, key, removals);
        return key;
    }

    /// <exception cref="ErasedException">It was destroyed.</exception>
    public async Task<byte[]> FindOrCreateAsync(VerificationId id, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is { } found)
        {
            return found;
        }

        var removals = _cache.Removals;
        var key = RandomNumberGenerator.GetBytes(MasterKeyRing.KeySize);
        var stored = new StoredKey(masterKey.Wrap(id, key), DestroyedAt: null);
        if (await objects.TryCreateJsonAsync(Path(id), stored, cancellationToken) is null)
        {
            return await FindAsync(id, cancellationToken)
                ?? throw new StoreException($"The key of {id} was deleted while it was used.");
        }

        _cache.Add(id, key, removals);
        return key;
    }

    /// <summary>Looks past the cache: was it destroyed, by whatever process?</summary>
    /// <exception cref="ErasedException">It was.</exception>
    public async Task ThrowIfDestroyedAsync(VerificationId id, CancellationToken cancellationToken)
    {
        if (await objects.GetJsonAsync<StoredKey>(Path(id), cancellationToken) is not { Value.Wrapped: not null })
        {
            _cache.Remove(id);
            throw Erased(id);
        }
    }

    public async Task DestroyAsync(VerificationId id, CancellationToken cancellationToken)
    {
        try
        {
            await objects.PutJsonAsync(Path(id), new StoredKey(Wrapped: null, time.GetUtcNow()), cancellationToken);
        }
        finally
        {
            // Also when the answer got lost: what was asked to go is not served from memory.
            _cache.Remove(id);
        }
    }

    public async Task DeleteAsync(VerificationId id, CancellationToken cancellationToken)
    {
        try
        {
            await objects.DeleteAsync(Path(id), cancellationToken);
        }
        finally
        {
            _cache.Remove(id);
        }
    }

    private static string Path(VerificationId id) => $"keys/{id}";

    private static ErasedException Erased(VerificationId id) => new($"The verification {id} was erased.");
}
