using Verification.Core.Storage;
using Verification.Core.Verifications;

namespace Verification.Core.Listing;

/// <summary>
/// Lists a client's verifications, newest first. A page goes on behind the last one that was looked at, so that verifications that are
/// started meanwhile neither shift nor repeat what follows.
/// </summary>
public sealed class VerificationLister(VerificationIndex index, KeyedDigests digests, VerificationReader reader)
{
    /// <summary>A page may be short, and even empty, where a filter matches little: no more than these are looked at for one.</summary>
    private const int MaxLookedAt = 1000;

    /// <summary>So many are read at once: a store far away answers many reads in the time of one.</summary>
    private const int ReadAtOnce = 16;

    public async Task<VerificationPage> ListAsync(
        string client, VerificationFilter filter, int pageSize, VerificationId? after, CancellationToken cancellationToken)
    {
        var digest = filter.Reference is { } reference ? await digests.OfAsync(client, reference, cancellationToken) : null;
        var items = new List<VerificationSnapshot>();
        var looked = 0;
        var ids = index.ListAsync(client, digest, after, filter.To, cancellationToken)
            .TakeWhile(id => filter.From is not { } from || id.CreatedAt >= Whole(from));
        await foreach (var chunk in ids.Chunk(ReadAtOnce).WithCancellation(cancellationToken))
        {
            var snapshots = await Task.WhenAll(chunk.Select(id => ReadAsync(client, id, cancellationToken)));
            foreach (var (id, snapshot) in chunk.Zip(snapshots))
            {
                if (snapshot is not null && filter.Matches(snapshot))
                {
                    items.Add(snapshot);
                }

                if (items.Count == pageSize || ++looked == MaxLookedAt)
                {
                    return new VerificationPage(items, id);
                }
            }
        }

        return new VerificationPage(items, null);
    }

    /// <summary>Ids know their time to the millisecond.</summary>
    private static DateTimeOffset Whole(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());

    private Task<VerificationSnapshot?> ReadAsync(string client, VerificationId id, CancellationToken cancellationToken) =>
        reader.UnlessDamagedAsync(id, FindAsync(client, id, cancellationToken));

    private async Task<VerificationSnapshot?> FindAsync(string client, VerificationId id, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.FindAsync(client, id, cancellationToken) is { Erasure: null } record
                ? await reader.ReadAsync(record, cancellationToken)
                : null;
        }
        catch (ErasedException)
        {
            // Just now, after its record was read.
            return null;
        }
    }
}
