using System.IO.Compression;
using System.Text.Json;

namespace Verification.Simulators.Assure;

/// <summary>The full result of a process: the provider's raw data and the media, as a zip file.</summary>
internal static class AssureDownload
{
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
                JsonSerializer.Serialize(raw, AssureResults.View(process), AssureJson.Writing);
            }

            foreach (var (kind, image) in process.Images)
            {
                using var media = zip.CreateEntry($"{kind}.{image.Format}", CompressionLevel.NoCompression).Open();
                media.Write(image.Bytes);
            }
        }

        return buffer.ToArray();
    }
}
