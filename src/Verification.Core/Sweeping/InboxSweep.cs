using Verification.Core.Webhooks;

namespace Verification.Core.Sweeping;

/// <summary>
/// Raises hints that still wait, once more each: a signal that was taken is durable, and stays in the workflow's history. Drops those that
/// nobody has wanted for a day.
/// </summary>
public sealed class InboxSweep(InboxStore inbox, WebhookReceiver receiver, TimeProvider time) : ISweep
{
    private static readonly TimeSpan DropAfter = TimeSpan.FromHours(24);

    public string Name => nameof(InboxSweep);

    public Task<int> RunAsync(CancellationToken cancellationToken) =>
        inbox.ListAsync(cancellationToken).SweepEachAsync(path => SweepAsync(path, cancellationToken), cancellationToken);

    private async Task<bool> SweepAsync(string path, CancellationToken cancellationToken) =>
        await inbox.FindAsync(path, cancellationToken) is { } entry
        && (await receiver.TryRaiseAsync(entry, cancellationToken) || entry.At + DropAfter <= time.GetUtcNow())
        && await inbox.RemoveAsync(entry.Family, entry.Event, cancellationToken);
}
