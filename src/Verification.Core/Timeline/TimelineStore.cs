using Verification.Core.Storage;
using Verification.Core.Verifications;

namespace Verification.Core.Timeline;

/// <summary>
/// Timelines of verifications, in <c>timeline/{id}</c>. A step is recorded once per code and ref, and none after <see cref="Closing"/>.
/// </summary>
public sealed class TimelineStore(IObjectStore objects, TimeProvider time)
{
    /// <summary>The last entry there is: the receipt of the erasure holds its digest, so what comes late changes nothing any more.</summary>
    public static readonly Code Closing = "erasure.completed";

    public async Task<IReadOnlyList<TimelineEntry>> GetAsync(VerificationId id, CancellationToken cancellationToken) =>
        (await objects.GetJsonAsync<List<TimelineEntry>>(Path(id), cancellationToken))?.Value ?? [];

    public async Task AppendAsync(VerificationId id, Actor actor, Code code, Code @ref, CancellationToken cancellationToken)
    {
        ObjectTag? written = null;
        while (written is null)
        {
            var current = await objects.GetJsonAsync<List<TimelineEntry>>(Path(id), cancellationToken);
            var entries = current?.Value ?? [];
            if (entries.Any(entry => entry.Code == Closing || (entry.Code == code && entry.Ref == @ref)))
            {
                return;
            }

            entries.Add(new TimelineEntry(entries.Count + 1, time.GetUtcNow(), actor, code, @ref, TimelineChain.Head(entries)));
            written = current is { } existing
                ? await objects.TryReplaceJsonAsync(Path(id), entries, existing.Tag, cancellationToken)
                : await objects.TryCreateJsonAsync(Path(id), entries, cancellationToken);
        }
    }

    public Task<bool> DeleteAsync(VerificationId id, CancellationToken cancellationToken) =>
        objects.DeleteAsync(Path(id), cancellationToken);

    private static string Path(VerificationId id) => $"timeline/{id}";
}
