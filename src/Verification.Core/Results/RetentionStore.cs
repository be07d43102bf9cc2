using System.Globalization;
using Verification.Core.Storage;
using Verification.Core.Verifications;

namespace Verification.Core.Results;

/// <summary>When results are due for deletion, in <c>retention/{minute}/{id}</c>, so that a sweep reads only what is due.</summary>
public sealed class RetentionStore(IObjectStore objects)
{
    private const string Prefix = "retention/";

    public Task ScheduleAsync(VerificationId id, DateTimeOffset due, CancellationToken cancellationToken) =>
        objects.PutAsync($"{Prefix}{Minute(due)}/{id}", Stream.Null, cancellationToken);

    /// <summary>The entries of what is due, the oldest first.</summary>
    /// <param name="after">Leaves out this one and all before it.</param>
    public IAsyncEnumerable<string> ListDueAsync(DateTimeOffset now, string? after, CancellationToken cancellationToken) =>
        objects.ListAsync(Prefix, after, cancellationToken)
            .TakeWhile(entry => string.CompareOrdinal(entry, $"{Prefix}{Minute(now)}") < 0);

    /// <summary>Whose result is due by this entry.</summary>
    public static VerificationId? IdIn(string entry) =>
        VerificationId.TryParse(entry[(entry.LastIndexOf('/') + 1)..], out var id) ? id : null;

    public Task<bool> RemoveAsync(string entry, CancellationToken cancellationToken) => objects.DeleteAsync(entry, cancellationToken);

    private static string Minute(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMddHHmm", CultureInfo.InvariantCulture);
}
