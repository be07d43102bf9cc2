using Verification.Core.Storage;
using Verification.Core.Verifications;

namespace Verification.Core.Starting;

/// <summary>
/// Idempotency keys, in <c>idempotency/{client}/{digest of the key}</c>, and the starts that are not yet scheduled, in
/// <c>starting/{id}</c>, so that a sweep finds what a crash left without looking at everything.
/// </summary>
public sealed class StartStore(IObjectStore objects)
{
    private const string StartingPrefix = "starting/";

    public async Task<IdempotencyEntry> ClaimKeyAsync(string client, string key, IdempotencyEntry entry, CancellationToken cancellationToken)
    {
        var path = KeyPath(client, key);
        while (true)
        {
            if (await objects.TryCreateJsonAsync(path, entry, cancellationToken) is not null)
            {
                return entry;
            }

            if (await objects.GetJsonAsync<IdempotencyEntry>(path, cancellationToken) is ({ } existing, _))
            {
                return existing;
            }
        }
    }

    public Task<bool> ReleaseKeyAsync(string client, string key, CancellationToken cancellationToken) =>
        objects.DeleteAsync(KeyPath(client, key), cancellationToken);

    public Task MarkStartingAsync(VerificationId id, CancellationToken cancellationToken) =>
        objects.PutAsync(StartingPrefix + id, Stream.Null, cancellationToken);

    public Task<bool> UnmarkStartingAsync(VerificationId id, CancellationToken cancellationToken) =>
        objects.DeleteAsync(StartingPrefix + id, cancellationToken);

    public async IAsyncEnumerable<VerificationId> ListStartingAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var path in objects.ListAsync(StartingPrefix, null, cancellationToken))
        {
            if (VerificationId.TryParse(path[StartingPrefix.Length..], out var id))
            {
                yield return id;
            }
        }
    }

    private static string KeyPath(string client, string key) => $"idempotency/{client}/{Digest.Of(key)}";
}

/// <summary>Which verification a key stands for, and for which body.</summary>
public sealed record IdempotencyEntry(VerificationId Verification, string BodyDigest, DateTimeOffset At);
