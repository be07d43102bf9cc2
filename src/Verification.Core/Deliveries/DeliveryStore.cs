using System.Globalization;
using System.Runtime.CompilerServices;
using Verification.Core.Storage;
using Verification.Core.Verifications;

namespace Verification.Core.Deliveries;

/// <summary>Outgoing webhooks, in <c>deliveries/{id}/{revision}</c>, and the endpoints that said 410, in <c>endpoints/{client}/{keyed digest}</c>.</summary>
public sealed class DeliveryStore(IObjectStore objects, KeyedDigests digests)
{
    public async Task<bool> TryCreateAsync(VerificationId id, Delivery delivery, CancellationToken cancellationToken) =>
        await objects.TryCreateJsonAsync(Path(id, delivery.Revision), delivery, cancellationToken) is not null;

    public async Task<Delivery?> FindAsync(VerificationId id, int revision, CancellationToken cancellationToken) =>
        (await objects.GetJsonAsync<Delivery>(Path(id, revision), cancellationToken))?.Value;

    /// <summary>All of a verification, by revision. One that nobody was to be told of is missing.</summary>
    public async IAsyncEnumerable<Delivery> ListAsync(VerificationId id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var revision in await ListRevisionsAsync(id, cancellationToken))
        {
            if (await FindAsync(id, revision, cancellationToken) is { } delivery)
            {
                yield return delivery;
            }
        }
    }

    public async Task<IReadOnlyList<int>> ListRevisionsAsync(VerificationId id, CancellationToken cancellationToken)
    {
        var folder = $"deliveries/{id}/";
        return await objects.ListAsync(folder, null, cancellationToken)
            .Select(path => int.Parse(path.AsSpan(folder.Length), CultureInfo.InvariantCulture))
            .Order()
            .ToListAsync(cancellationToken);
    }

    public async Task UpdateAsync(
        VerificationId id, int revision, Func<Delivery, Delivery> change, CancellationToken cancellationToken)
    {
        while (await objects.GetJsonAsync<Delivery>(Path(id, revision), cancellationToken) is ({ } delivery, var tag)
            && await objects.TryReplaceJsonAsync(Path(id, revision), change(delivery), tag, cancellationToken) is null)
        {
        }
    }

    public async Task<bool> IsDisabledAsync(string client, Uri endpoint, CancellationToken cancellationToken)
    {
        await using var marker = await objects.OpenAsync(await EndpointPathAsync(client, endpoint, cancellationToken), cancellationToken);
        return marker is not null;
    }

    public async Task DisableAsync(string client, Uri endpoint, CancellationToken cancellationToken) =>
        await objects.PutAsync(await EndpointPathAsync(client, endpoint, cancellationToken), Stream.Null, cancellationToken);

    public async Task EnableAsync(string client, Uri endpoint, CancellationToken cancellationToken) =>
        await objects.DeleteAsync(await EndpointPathAsync(client, endpoint, cancellationToken), cancellationToken);

    private static string Path(VerificationId id, int revision) => $"deliveries/{id}/{revision}";

    private async Task<string> EndpointPathAsync(string client, Uri endpoint, CancellationToken cancellationToken) =>
        $"endpoints/{client}/{await digests.OfAsync(client, $"endpoint\n{endpoint.AbsoluteUri}", cancellationToken)}";
}
