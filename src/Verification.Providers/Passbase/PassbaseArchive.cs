using System.IO.Compression;
using Verification.Core.Providers;

namespace Verification.Providers.Passbase;

/// <summary>Puts the captured files of an identity into one archive; Passbase itself offers none.</summary>
internal static class PassbaseArchive
{
    /// <summary>Null where the project may not read files, or there are none.</summary>
    public static async Task<Stream?> OpenAsync(PassbaseClient client, string key, CancellationToken cancellationToken)
    {
        // In memory, since nothing personal is written to a disk unsealed; each file is bounded by the client.
        var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var resource in await client.ListResourcesAsync(key, cancellationToken))
            {
                foreach (var file in resource.Files)
                {
                    await AddAsync(zip, client, key, resource, file, cancellationToken);
                }
            }
        }

        archive.Position = 0;
        using var written = new ZipArchive(archive, ZipArchiveMode.Read, leaveOpen: true);
        if (written.Entries.Count == 0)
        {
            return null;
        }

        archive.Position = 0;
        return archive;
    }

    private static async Task AddAsync(
        ZipArchive zip, PassbaseClient client, string key, PassbaseResource resource, PassbaseFile file, CancellationToken cancellationToken)
    {
        try
        {
            var content = await client.GetFileAsync(key, resource.Id, file.Id, cancellationToken);
            await using var entry = zip.CreateEntry($"{file.Type}-{file.Id}.{content.Extension}").Open();
            await entry.WriteAsync(content.Bytes, cancellationToken);
        }
        catch (ProviderException exception) when (exception.Kind is ProviderErrorKind.Unauthorized or ProviderErrorKind.NotFound)
        {
            // Files need a special authorisation; without them the result still stands.
        }
    }
}
