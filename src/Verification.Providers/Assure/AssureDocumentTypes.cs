using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Verification.Core.Providers;
using Verification.Providers.Documents;

namespace Verification.Providers.Assure;

/// <summary>Keeps each provider's list of document types, as Signicat advises, and finds an entry by type and country.</summary>
internal sealed class AssureDocumentTypes(AssureClient client, IOptionsMonitor<AssureOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, (IReadOnlyList<DocumentType> Types, DateTimeOffset At)> _lists =
        new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<DocumentType>> GetAsync(string alias, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_lists.TryGetValue(alias, out var known) && now - known.At < options.CurrentValue.DocumentTypesLifetime)
        {
            return known.Types;
        }

        try
        {
            var types = await client.GetDocumentTypesAsync(alias, cancellationToken);
            _lists[alias] = (types, now);
            return types;
        }
        catch (ProviderException) when (known.Types is not null)
        {
            // Lists change once in a while, and an old one is better than none.
            return known.Types;
        }
    }

    /// <exception cref="ProviderException">No entry fits, or more than one does: the id has to be given.</exception>
    public async Task<string> FindIdAsync(string alias, DocumentSelector document, CancellationToken cancellationToken)
    {
        if (document.Id is not null)
        {
            return document.Id;
        }

        var types = await GetAsync(alias, cancellationToken);
        var fitting = types
            .Where(type => type.Country == document.Country && DocumentKind.Of(type.Type) == DocumentKind.Of(document.Type))
            .ToList();
        return fitting.Count == 1
            ? fitting[0].Id
            : throw new ProviderException(
                ProviderErrorKind.Refused,
                fitting.Count == 0 ? "document.notSupported" : "document.ambiguous",
                $"{fitting.Count} document types of {alias} fit the type and country of the request; it needs document.id.",
                mayHaveTakenEffect: false);
    }
}
