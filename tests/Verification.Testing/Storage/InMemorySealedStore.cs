using System.Collections.Concurrent;
using Verification.Core.Storage;
using Verification.Core.Verifications;

namespace Verification.Testing.Storage;

/// <summary>
/// Keeps the promises of <see cref="ISealedStore"/> without the cipher, so that tests can look into what was stored: each verification
/// reads only what it wrote itself, and nothing once its key is destroyed.
/// </summary>
public sealed class InMemorySealedStore(IObjectStore objects) : ISealedStore
{
    private readonly ConcurrentDictionary<VerificationId, bool> _erased = [];
    private readonly ConcurrentDictionary<string, VerificationId> _owners = [];
    private readonly ConcurrentDictionary<VerificationId, bool> _keys = [];

    public InMemorySealedStore()
        : this(new InMemoryObjectStore())
    {
    }

    /// <summary>The verifications that have a key.</summary>
    public ICollection<VerificationId> Keys => _keys.Keys;

    public async Task PutAsync(VerificationId id, string path, Stream content, CancellationToken cancellationToken)
    {
        ThrowIfErased(id);
        _owners[path] = id;
        _keys[id] = true;
        await objects.PutAsync(path, content, cancellationToken);
        if (_erased.ContainsKey(id))
        {
            await objects.DeleteAsync(path, cancellationToken);
            ThrowIfErased(id);
        }
    }

    public async Task<Stream?> OpenAsync(VerificationId id, string path, CancellationToken cancellationToken)
    {
        var stored = await objects.OpenAsync(path, cancellationToken);
        if (stored is null)
        {
            return null;
        }

        ThrowIfErased(id);
        return _owners.TryGetValue(path, out var owner) && owner == id
            ? stored.Content
            : throw new InvalidDataException($"The object {path} is not sealed for {id}.");
    }

    public Task<bool> DeleteAsync(string path, CancellationToken cancellationToken) => objects.DeleteAsync(path, cancellationToken);

    public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken) =>
        objects.ListAsync(prefix, after: null, cancellationToken);

    public Task DestroyKeyAsync(VerificationId id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _erased[id] = true;
        return Task.CompletedTask;
    }

    public Task DeleteKeyAsync(VerificationId id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _keys.TryRemove(id, out _);
        foreach (var (path, owner) in _owners)
        {
            _ = owner == id && _owners.TryRemove(path, out _);
        }

        return Task.CompletedTask;
    }

    private void ThrowIfErased(VerificationId id)
    {
        if (_erased.ContainsKey(id))
        {
            throw new ErasedException($"The verification {id} was erased.");
        }
    }
}
