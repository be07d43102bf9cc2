using Verification.Core.Providers;
using Verification.Providers.Http;

namespace Verification.Providers.Passbase;

/// <summary>Puts the captured files of an identity into one archive; Passbase itself offers none.</summary>
internal static class PassbaseArchive
{
    /// <summary>Null where the project may not read files, or there are none.</summary>
    public static async Task<Stream?> OpenAsync(PassbaseClient client, string key, CancellationToken cancellationToken)
    {
        await using var archive = new FileArchive();
        foreach (var resource in await client.ListResourcesAsync(key, cancellationToken))
        {
            foreach (var file in resource.Files)
            {
                await AddAsync(archive, client, key, resource, file, cancellationToken);
            }
        }

        return await archive.CompleteAsync();
    }

    private static async Task AddAsync(
        FileArchive archive, PassbaseClient client, string key, PassbaseResource resource, PassbaseFile file, CancellationToken cancellationToken)
    {
        try
        {
            var content = await client.GetFileAsync(key, resource.Id, file.Id, cancellationToken);
            await archive.AddAsync($"{file.Type}-{file.Id}.{content.Extension}", content.Bytes, cancellationToken);
        }
        catch (ProviderException exception) when (exception.Kind is ProviderErrorKind.Unauthorized or ProviderErrorKind.NotFound)
        {
            // Files need a special authorisation; without them the result still stands.
        }
    }
}
