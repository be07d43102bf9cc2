using Verification.Providers.Http;

namespace Verification.Providers.Incode;

/// <summary>The images that Incode cut and kept, as a zip: what an auditor compares the result with.</summary>
internal static class IncodeArchive
{
    private static readonly string[] Types = ["croppedFrontID", "croppedBackID", "croppedIDFace", "selfie"];

    /// <summary>Null where Incode has none of them.</summary>
    public static async Task<Stream?> OpenAsync(
        IncodeClient client, string token, string interview, CancellationToken cancellationToken)
    {
        await using var archive = new FileArchive();
        foreach (var type in Types)
        {
            if (await client.GetImageAsync(token, interview, type, cancellationToken) is { } image)
            {
                await archive.AddImageAsync(type, image, cancellationToken);
            }
        }

        return await archive.CompleteAsync();
    }
}
