using System.IO.Compression;

namespace Verification.Providers.Incode;

/// <summary>The images that Incode cut and kept, as a zip: what an auditor compares the result with.</summary>
internal static class IncodeArchive
{
    private static readonly string[] Types = ["croppedFrontID", "croppedBackID", "croppedIDFace", "selfie"];

    /// <summary>Null where Incode has none of them.</summary>
    public static async Task<Stream?> OpenAsync(
        IncodeClient client, string token, string interview, CancellationToken cancellationToken)
    {
        var archive = new MemoryStream();
        var any = false;
        await using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var type in Types)
            {
                if (await client.GetImageAsync(token, interview, type, cancellationToken) is { } image)
                {
                    any = true;
                    await using var entry = await zip.CreateEntry($"{type}{Extension(image)}", CompressionLevel.NoCompression)
                        .OpenAsync(cancellationToken);
                    await entry.WriteAsync(image, cancellationToken);
                }
            }
        }

        archive.Position = 0;
        return any ? archive : null;
    }

    private static string Extension(ReadOnlySpan<byte> image) => image.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4e, 0x47]) ? ".png" : ".jpg";
}
