using System.Globalization;
using System.Runtime.CompilerServices;
using Verification.Core.Storage;
using Verification.Core.Verifications;

namespace Verification.Core.Results;

/// <summary>When results are due for deletion, in <c>retention/{minute}/{id}</c>, so that a sweep reads only what is due.</summary>
public sealed class RetentionStore(IObjectStore objects)
{
    private const string Prefix = "retention/";

    public Task ScheduleAsync(VerificationId id, DateTimeOffset due, CancellationToken cancellationToken) =>
        objects.PutAsync($"{Prefix}{Minute(due)}/{id}", Stream.Null, cancellationToken);

    /// <summary>What is due, with the entry to remove once it is done.</summary>
    public async IAsyncEnumerable<(VerificationId Id, string Entry)> ListDueAsync(
        DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var path in objects.ListAsync(Prefix, null, cancellationToken))
        {
            var parts = path.Split('/');
            if (string.CompareOrdinal(parts[1], Minute(now)) >= 0)
            {
                yield break;
            }

            if (VerificationId.TryParse(parts[2], out var id))
            {
                yield return (id, path);
            }
        }
    }

    public Task<bool> RemoveAsync(string entry, CancellationToken cancellationToken) => objects.DeleteAsync(entry, cancellationToken);

    private static string Minute(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMddHHmm", CultureInfo.InvariantCulture);
}
