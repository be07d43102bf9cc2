using Verification.Core.Storage;

namespace Verification.Core.Verifications;

/// <summary>Records of verifications, in <c>verifications/{id}</c>.</summary>
public sealed class VerificationStore(IObjectStore objects)
{
    private const string Prefix = "verifications/";

    /// <summary>False when the record exists.</summary>
    public async Task<bool> TryCreateAsync(VerificationRecord record, CancellationToken cancellationToken) =>
        await objects.TryCreateJsonAsync(Path(record.Id), record, cancellationToken) is not null;

    public async Task<VerificationRecord?> FindAsync(VerificationId id, CancellationToken cancellationToken) =>
        (await objects.GetJsonAsync<VerificationRecord>(Path(id), cancellationToken))?.Value;

    /// <exception cref="StoreException">There is no such record.</exception>
    public async Task<VerificationRecord> GetAsync(VerificationId id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) ?? throw Missing(id);

    /// <summary>Changes the record; runs <paramref name="change"/> again when somebody else changed it meanwhile.</summary>
    /// <param name="change">Gives the new record, or null to leave it as it is.</param>
    /// <returns>The record as it stands afterwards.</returns>
    public async Task<VerificationRecord> UpdateAsync(
        VerificationId id, Func<VerificationRecord, VerificationRecord?> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (record, tag) = await objects.GetJsonAsync<VerificationRecord>(Path(id), cancellationToken) ?? throw Missing(id);
            if (change(record) is not { } changed)
            {
                return record;
            }

            if (await objects.TryReplaceJsonAsync(Path(id), changed, tag, cancellationToken) is not null)
            {
                return changed;
            }
        }
    }

    /// <summary>The paths of all records there are, oldest first. For what is done once, not for what is done often.</summary>
    /// <param name="after">Leaves out this one and all before it.</param>
    public IAsyncEnumerable<string> ListAsync(string? after, CancellationToken cancellationToken) =>
        objects.ListAsync(Prefix, after, cancellationToken);

    /// <summary>Whose record lies there.</summary>
    public static VerificationId? IdIn(string path) =>
        VerificationId.TryParse(path[Prefix.Length..], out var id) ? id : null;

    public Task<bool> DeleteAsync(VerificationId id, CancellationToken cancellationToken) =>
        objects.DeleteAsync(Path(id), cancellationToken);

    private static string Path(VerificationId id) => $"{Prefix}{id}";

    private static StoreException Missing(VerificationId id) => new($"There is no record of {id}.");
}
