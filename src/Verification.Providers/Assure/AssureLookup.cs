using System.Text.Json.Nodes;
using Verification.Core.Providers;

namespace Verification.Providers.Assure;

/// <summary>Finds dossiers by our reference, and the processes in them.</summary>
internal static class AssureLookup
{
    private const string SecondKey = "second";

    // Dossiers that do not say their reference in the list are read one by one; beyond this many we would be guessing at great cost.
    private const int MostRead = 20;

    public static JsonObject? Expecting(string? second) => second is null ? null : new JsonObject { [SecondKey] = second };

    /// <summary>How many processes the dossier will hold in the end.</summary>
    public static int Expected(ProviderSession session) => SecondOf(session) is null ? 1 : 2;

    public static async Task<ProviderSession?> FindAsync(
        AssureClient client, string externalReference, CancellationToken cancellationToken)
    {
        var listed = await client.ListDossiersAsync(cancellationToken);
        var named = listed.Where(dossier => dossier.ExternalReference == externalReference);
        var unnamed = listed.Where(dossier => dossier.ExternalReference is null)
            .OrderByDescending(dossier => dossier.CreatedAt)
            .Take(MostRead);
        foreach (var candidate in named.Concat(unnamed))
        {
            var dossier = await ReadAsync(client, candidate.Id, cancellationToken);
            if (dossier?.ExternalReference == externalReference)
            {
                return new ProviderSession(dossier.Id, Latest(dossier.Processes)?.Id);
            }
        }

        return null;
    }

    /// <summary>
    /// The processes that decide, as they stand now. A hosted capture does not tell the id of its process, and the person may have
    /// begun several there: the latest of each provider counts.
    /// </summary>
    public static async Task<IReadOnlyList<AssureProcess>> ProcessesAsync(
        AssureClient client, ProviderSession session, string alias, CancellationToken cancellationToken)
    {
        if (session.ProcessKey is { } known)
        {
            return [await client.GetProcessAsync(session.Key, known, cancellationToken)];
        }

        var dossier = await client.GetDossierAsync(session.Key, cancellationToken);
        var second = SecondOf(session);
        AssureProcess?[] latest =
        [
            Latest(dossier.Processes, alias)
                ?? Latest(dossier.Processes.Where(process => second is null || process.Provider != second)),
            second is null ? null : Latest(dossier.Processes, second),
        ];
        var processes = new List<AssureProcess>();
        foreach (var process in latest.OfType<AssureProcess>())
        {
            processes.Add(await client.GetProcessAsync(dossier.Id, process.Id, cancellationToken));
        }

        return processes;
    }

    private static async Task<AssureDossier?> ReadAsync(AssureClient client, string dossier, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetDossierAsync(dossier, cancellationToken);
        }
        catch (ProviderException exception) when (exception.Kind is ProviderErrorKind.NotFound)
        {
            return null;
        }
    }

    private static AssureProcess? Latest(IReadOnlyList<AssureProcess> processes, string alias) =>
        Latest(processes.Where(process => process.Provider == alias));

    // Times are whole seconds; of equal ones the later in the list is taken.
    private static AssureProcess? Latest(IEnumerable<AssureProcess> processes) =>
        processes.Reverse().MaxBy(process => process.CreatedAt ?? DateTimeOffset.MinValue);

    private static string? SecondOf(ProviderSession session) => (string?)session.Data?[SecondKey];
}
