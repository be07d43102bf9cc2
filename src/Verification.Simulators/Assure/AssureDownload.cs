using System.IO.Compression;
using System.Text.Json;
using Verification.Simulators.Calls;

namespace Verification.Simulators.Assure;

/// <summary>The full result of a process: the provider's raw data, not normalised, and the media, as a zip file.</summary>
internal static class AssureDownload
{
    private static readonly string[] Depictions = ["front", "back", "selfie", "portrait"];

    /// <exception cref="AssureProblem">It cannot be downloaded yet, or never will.</exception>
    public static byte[] Build(AssureProcess process, AssureOptions options, DateTimeOffset now)
    {
        var readyAt = process.FinishedAt + (process.Product.Alias == "webid" ? options.WebIdDownloadDelay : TimeSpan.Zero);
        if (!(readyAt <= now) || (options.DownloadAcceptedOnly && process.Status != AssureStatus.Accepted))
        {
            throw AssureProblem.Client(409, $"The process is {process.Status.Word()}; its full result is not available.");
        }

        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            using (var raw = zip.CreateEntry($"{process.Product.Alias}.json").Open())
            {
                JsonSerializer.Serialize(raw, AssureProviderSpecific.For(process, process.Dossier.Run.Scenario.Subject), WireJson.Writing);
            }

            foreach (var depiction in Depictions)
            {
                if (process.FindImage(depiction) is { } image)
                {
                    using var media = zip.CreateEntry($"{depiction}.{image.Format}", CompressionLevel.NoCompression).Open();
                    media.Write(image.Bytes);
                }
            }
        }

        return buffer.ToArray();
    }
}
