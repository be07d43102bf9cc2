using Verification.Core.Storage;
using Verification.Core.Verifications;

namespace Verification.Core.Attempts;

/// <summary>
/// Markers of paid attempts, in <c>attempts/{id}/{n}</c>. Only who claims the marker makes the paid call, so that no crash, retry or
/// second worker can buy twice.
/// </summary>
public sealed class AttemptStore(IObjectStore objects)
{
    /// <summary>
    /// Claims the right to make the paid call: by creating the marker, or by taking over one whose call certainly started nothing.
    /// Of any number of racing callers at most one gets it.
    /// </summary>
    /// <returns>Null when claimed; otherwise the marker that stands in the way.</returns>
    public async Task<PaidAttempt?> ClaimAsync(
        VerificationId id, int attempt, PaidAttempt marker, CancellationToken cancellationToken)
    {
        var path = Path(id, attempt);
        while (await objects.TryCreateJsonAsync(path, marker, cancellationToken) is null)
        {
            if (await objects.GetJsonAsync<PaidAttempt>(path, cancellationToken) is not ({ } existing, var tag))
            {
                continue;
            }

            if (existing.Fate != AttemptFate.NotStarted)
            {
                return existing;
            }

            if (await objects.TryReplaceJsonAsync(path, marker, tag, cancellationToken) is not null)
            {
                return null;
            }
        }

        return null;
    }

    public async Task<PaidAttempt?> FindAsync(VerificationId id, int attempt, CancellationToken cancellationToken) =>
        (await objects.GetJsonAsync<PaidAttempt>(Path(id, attempt), cancellationToken))?.Value;

    /// <summary>Takes over a marker whose fate stayed unknown, to make the call once more. One caller gets it.</summary>
    public async Task<bool> TryRenewAsync(
        VerificationId id, int attempt, PaidAttempt expected, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var path = Path(id, attempt);
        return await objects.GetJsonAsync<PaidAttempt>(path, cancellationToken) is ({ } current, var tag)
            && current == expected
            && await objects.TryReplaceJsonAsync(path, expected with { At = at }, tag, cancellationToken) is not null;
    }

    /// <summary>Records what became of an attempt whose fate was unknown.</summary>
    public async Task SettleAsync(VerificationId id, int attempt, AttemptFate fate, CancellationToken cancellationToken)
    {
        var path = Path(id, attempt);
        while (await objects.GetJsonAsync<PaidAttempt>(path, cancellationToken) is ({ Fate: AttemptFate.Unknown } marker, var tag)
            && await objects.TryReplaceJsonAsync(path, marker with { Fate = fate }, tag, cancellationToken) is null)
        {
        }
    }

    private static string Path(VerificationId id, int attempt) => $"attempts/{id}/{attempt}";
}
