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

    /// <summary>Keeps the provider's own archive of the whole result, in <c>results/{id}/{revision}.zip</c>.</summary>
    public Task PutArchiveAsync(VerificationId id, int revision, Stream archive, CancellationToken cancellationToken) =>
        store.PutAsync(id, ArchivePath(id, revision), archive, cancellationToken);

    /// <summary>Deletes one revision and its archive.</summary>
    public async Task DeleteAsync(VerificationId id, int revision, CancellationToken cancellationToken)
    {
        await store.DeleteAsync(Path(id, revision), cancellationToken);
        await store.DeleteAsync(ArchivePath(id, revision), cancellationToken);
    }

    /// <summary>Deletes all revisions and archives.</summary>
    public Task DeleteAsync(VerificationId id, CancellationToken cancellationToken) =>
        store.DeleteAllAsync($"results/{id}/", cancellationToken);

    private static string ArchivePath(VerificationId id, int revision) => $"{Path(id, revision)}.zip";

    private static string Path(VerificationId id, int revision) => $"results/{id}/{revision}";
}
