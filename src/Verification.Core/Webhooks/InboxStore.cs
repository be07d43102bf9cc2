using Verification.Core.Storage;
using Verification.Core.Verifications;

namespace Verification.Core.Webhooks;

/// <summary>Hints of providers, in <c>inbox/{family}/{digest of the event id}</c>, until the workflow has read the provider again.</summary>
public sealed class InboxStore(IObjectStore objects)
{
    private const string Prefix = "inbox/";

    /// <summary>False when the same hint waits already.</summary>
    public async Task<bool> TryAddAsync(InboxEntry entry, CancellationToken cancellationToken) =>
        await objects.TryCreateJsonAsync(Path(entry.Family, entry.Event), entry, cancellationToken) is not null;

    public Task<bool> RemoveAsync(string family, Code @event, CancellationToken cancellationToken) =>
        objects.DeleteAsync(Path(family, @event), cancellationToken);

    /// <summary>The paths of all hints that wait.</summary>
    public IAsyncEnumerable<string> ListAsync(CancellationToken cancellationToken) => objects.ListAsync(Prefix, null, cancellationToken);

    public async Task<InboxEntry?> FindAsync(string path, CancellationToken cancellationToken) =>
        (await objects.GetJsonAsync<InboxEntry>(path, cancellationToken))?.Value;

    private static string Path(string family, Code @event) => $"{Prefix}{family}/{@event}";
}
