using Microsoft.Extensions.Options;
using Verification.Core.Providers;
using Verification.Providers.Http;

namespace Verification.Providers.Assure;

/// <summary>
/// The full result: the zip that Assure makes of a finished process. Where a capture had two providers, one zip with both in it; where
/// Assure makes none (its older text speaks of accepted processes only), one with the images.
/// </summary>
internal sealed class AssureArchive(AssureClient client, IOptionsMonitor<AssureOptions> options, TimeProvider time)
{
    // A clip of a few minutes and some photographs; a zip that is passed on as it arrives needs no limit.
    private const int MostInMemory = 128 * 1024 * 1024;
    private static readonly string[] Depictions = ["front", "back", "selfie", "portrait"];

    /// <returns>Null where there is nothing.</returns>
    public async Task<Stream?> OpenAsync(
        string dossier, IReadOnlyList<AssureProcess> processes, AssureSubProvider provider, CancellationToken cancellationToken)
    {
        if (processes is [var only] && await OpenZipAsync(dossier, only, provider, cancellationToken) is { } zip)
        {
            return zip;
        }

        await using var archive = new FileArchive();
        foreach (var process in processes)
        {
            await AddAsync(archive, dossier, process, provider, single: processes.Count == 1, cancellationToken);
        }

        return await archive.CompleteAsync();
    }

    private async Task AddAsync(
        FileArchive archive, string dossier, AssureProcess process, AssureSubProvider provider, bool single, CancellationToken cancellationToken)
    {
        var name = AssureSubProviders.Of(process, provider).Alias;
        await using var zip = single ? null : await OpenZipAsync(dossier, process, provider, cancellationToken);
        if (zip is not null)
        {
            await using var entry = await archive.CreateAsync($"{name}.zip", cancellationToken);
            await CopyAsync(zip, entry, cancellationToken);
            return;
        }

        foreach (var depiction in Depictions)
        {
            if (await FindImageAsync(dossier, process.Id, depiction, cancellationToken) is { } image)
            {
                await archive.AddImageAsync($"{name}/{depiction}", image, cancellationToken);
            }
        }
    }

    /// <summary>How a missing image is answered, and what form an image has, is not documented: the result stands without it.</summary>
    private async Task<byte[]?> FindImageAsync(string dossier, string process, string depiction, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetImageAsync(dossier, process, depiction, cancellationToken);
        }
        catch (ProviderException exception) when (exception.Kind is ProviderErrorKind.Refused or ProviderErrorKind.Protocol)
        {
            return null;
        }
    }

    private async Task<Stream?> OpenZipAsync(
        string dossier, AssureProcess process, AssureSubProvider provider, CancellationToken cancellationToken)
    {
        var zip = await client.OpenZipAsync(dossier, process.Id, cancellationToken);
        return zip is null && AssureSubProviders.Of(process, provider).ArchiveFollows && time.GetUtcNow() < process.UpdatedAt + options.CurrentValue.ArchivePatience
            ? throw new ProviderException(
                ProviderErrorKind.Transient,
                "provider.archivePending",
                "GET /dossiers/{dossierId}/processes/{processId}/download has no full result yet.",
                mayHaveTakenEffect: false)
            : zip;
    }

    private static async Task CopyAsync(Stream from, Stream to, CancellationToken cancellationToken)
    {
        var buffer = new byte[81920];
        var total = 0;
        for (int read; (read = await from.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            total += read;
            if (total > MostInMemory)
            {
                throw new ProviderException(
                    ProviderErrorKind.Protocol,
                    ProviderException.AnswerTooLarge,
                    "GET /dossiers/{dossierId}/processes/{processId}/download answered too much.",
                    mayHaveTakenEffect: false);
            }

            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }
}
