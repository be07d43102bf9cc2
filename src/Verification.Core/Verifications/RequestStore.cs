using Verification.Core.Storage;

namespace Verification.Core.Verifications;

/// <summary>What clients asked for, sealed, in <c>requests/{id}</c>.</summary>
public sealed class RequestStore(ISealedStore store)
{
    public Task PutAsync(VerificationId id, VerificationRequest request, CancellationToken cancellationToken) =>
        store.PutJsonAsync(id, Path(id), request, cancellationToken);

    public Task<VerificationRequest?> FindAsync(VerificationId id, CancellationToken cancellationToken) =>
        store.GetJsonAsync<VerificationRequest>(id, Path(id), cancellationToken);

    /// <exception cref="StoreException">There is no such request.</exception>
    public async Task<VerificationRequest> GetAsync(VerificationId id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) ?? throw new StoreException($"There is no request of {id}.");

    public Task<bool> DeleteAsync(VerificationId id, CancellationToken cancellationToken) =>
        store.DeleteAsync(Path(id), cancellationToken);

    private static string Path(VerificationId id) => $"requests/{id}";
}
