using System.Runtime.CompilerServices;
using Verification.Core.Storage;
using Verification.Core.Verifications;

namespace Verification.Core.Starting;

/// <summary>
/// Idempotency keys, in <c>idempotency/{client}/{keyed digest of the key}</c>, and the starts that are not yet scheduled, in
/// <c>starting/{id}</c>, so that a sweep finds what a crash left without looking at everything.
/// </summary>
public sealed class StartStore(IObjectStore objects, KeyedDigests digests)
{
    private const string StartingPrefix = "starting/";

    /// <param name="bodyDigest">Of the body that comes with the key.</param>
    /// <param name="id">The verification to be, if the key is new.</param>
    /// <returns>The verification that the key stands for; null where it stands for one of another body.</returns>
    public async Task<VerificationId?> ClaimKeyAsync(
        string client, string key, string bodyDigest, VerificationId id, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var path = await KeyPathAsync(client, key, cancellationToken);
        var entry = new IdempotencyEntry(id, await digests.OfAsync(client, $"body\n{bodyDigest}", cancellationToken), at);
        while (true)
        {
            if (await objects.TryCreateJsonAsync(path, entry, cancellationToken) is not null)
            {
                return id;
            }

            if (await objects.GetJsonAsync<IdempotencyEntry>(path, cancellationToken) is ({ } existing, _))
            {
                return existing.BodyDigest == entry.BodyDigest ? existing.Verification : null;
            }
        }
    }

    public async Task<bool> IsClaimedAsync(string client, string key, CancellationToken cancellationToken) =>
        await objects.GetJsonAsync<IdempotencyEntry>(await KeyPathAsync(client, key, cancellationToken), cancellationToken) is not null;

    /// <summary>Frees the key, unless it stands for another verification by now.</summary>
    public async Task ReleaseKeyAsync(string client, string key, VerificationId id, CancellationToken cancellationToken)
    {
        var path = await KeyPathAsync(client, key, cancellationToken);
        if (await objects.GetJsonAsync<IdempotencyEntry>(path, cancellationToken) is ({ } entry, _) && entry.Verification == id)
        {
            await objects.DeleteAsync(path, cancellationToken);
        }
    }

    public Task MarkStartingAsync(VerificationId id, CancellationToken cancellationToken) =>
        objects.PutAsync(StartingPrefix + id, Stream.Null, cancellationToken);

    public Task<bool> UnmarkStartingAsync(VerificationId id, CancellationToken cancellationToken) =>
        objects.DeleteAsync(StartingPrefix + id, cancellationToken);

    public async IAsyncEnumerable<VerificationId> ListStartingAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var path in objects.ListAsync(StartingPrefix, null, cancellationToken))
        {
            if (VerificationId.TryParse(path[StartingPrefix.Length..], out var id))
            {
                yield return id;
            }
        }
    }

    private async Task<string> KeyPathAsync(string client, string key, CancellationToken cancellationToken) =>
        $"idempotency/{client}/{await digests.OfAsync(client, $"key\n{key}", cancellationToken)}";

    /// <param name="BodyDigest">Keyed.</param>
    private sealed record IdempotencyEntry(VerificationId Verification, string BodyDigest, DateTimeOffset At);
}
