using Verification.Core.Storage;
using Verification.Core.Verifications;

namespace Verification.Core.Results;

/// <summary>Results, sealed, in <c>results/{id}/{revision}</c>.</summary>
public sealed class ResultStore(ISealedStore store)
{
    public Task PutAsync(VerificationResult result, CancellationToken cancellationToken) =>
        store.PutJsonAsync(result.VerificationId, Path(result.VerificationId, result.Revision), result, cancellationToken);

    public Task<VerificationResult?> FindAsync(VerificationId id, int revision, CancellationToken cancellationToken) =>
        store.GetJsonAsync<VerificationResult>(id, Path(id, revision), cancellationToken);

    /// <summary>Deletes all revisions.</summary>
    public async Task DeleteAsync(VerificationId id, CancellationToken cancellationToken)
    {
        await foreach (var path in store.ListAsync($"results/{id}/", cancellationToken))
        {
            await store.DeleteAsync(path, cancellationToken);
        }
    }

    private static string Path(VerificationId id, int revision) => $"results/{id}/{revision}";
}
