using System.Globalization;
using System.Runtime.CompilerServices;
using Verification.Core.Storage;
using Verification.Core.Verifications;

namespace Verification.Core.Listing;

/// <summary>
/// The verifications of a client, newest first: empty objects whose names sort by falling time, in <c>index/{client}/{key}</c> and, for
/// looking up a reference, <c>references/{client}/{keyed digest}/{key}</c>. They only point to records, so they never go stale.
/// </summary>
public sealed class VerificationIndex(IObjectStore objects)
{
    private static readonly long LastMillisecond = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    public async Task AddAsync(VerificationRecord record, CancellationToken cancellationToken)
    {
        foreach (var folder in FoldersOf(record))
        {
            await objects.PutAsync(folder + KeyOf(record.Id), Stream.Null, cancellationToken);
        }
    }

    public async Task RemoveAsync(VerificationRecord record, CancellationToken cancellationToken)
    {
        foreach (var folder in FoldersOf(record))
        {
            await objects.DeleteAsync(folder + KeyOf(record.Id), cancellationToken);
        }
    }

    /// <param name="referenceDigest">Only those with this reference; null for all.</param>
    /// <param name="after">The last one that was seen, or null to begin with the newest.</param>
    /// <param name="createdBefore">Leaves out newer ones.</param>
    public async IAsyncEnumerable<VerificationId> ListAsync(
        string client,
        string? referenceDigest,
        VerificationId? after,
        DateTimeOffset? createdBefore,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var folder = referenceDigest is null ? FolderOf(client) : FolderOf(client, referenceDigest);
        var from = after is { } seen ? folder + KeyOf(seen)
            : createdBefore is { } before ? folder + Invert(before.ToUnixTimeMilliseconds() - 1)
            : null;
        await foreach (var path in objects.ListAsync(folder, from, cancellationToken))
        {
            if (VerificationId.TryParse(path[(path.IndexOf('-', folder.Length) + 1)..], out var id))
            {
                yield return id;
            }
        }
    }

    private static IEnumerable<string> FoldersOf(VerificationRecord record)
    {
        yield return FolderOf(record.Client);
        if (record.ReferenceDigest is { } digest)
        {
            yield return FolderOf(record.Client, digest);
        }
    }

    private static string FolderOf(string client) => $"index/{client}/";

    private static string FolderOf(string client, string referenceDigest) => $"references/{client}/{referenceDigest}/";

    private static string KeyOf(VerificationId id) => $"{Invert(id.CreatedAt.ToUnixTimeMilliseconds())}-{id}";

    private static string Invert(long millisecond) =>
        (LastMillisecond - millisecond).ToString("D15", CultureInfo.InvariantCulture);
}
