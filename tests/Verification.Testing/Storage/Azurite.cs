using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Verification.Testing.Storage;

/// <summary>
/// Azurite's blob service from npm on a free port of the loopback address, with its data in memory. It ends when it is disposed, and by
/// itself when this process dies, because it watches its standard input.
/// </summary>
public sealed partial class Azurite : IDisposable
{
    private const string Account = "devstoreaccount1";

    // The key is the well-known one of Azurite, no secret.
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private const string RunUntilInputEnds = "process.stdin.on('end', () => process.exit()).resume(); require(process.argv[1])";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private Azurite(Process process, Uri address)
    {
        _process = process;
        ConnectionString =
            $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint={new Uri(address, Account)};";
    }

    public string ConnectionString { get; }

    /// <summary>Installs it where needed and starts it.</summary>
    /// <exception cref="InvalidOperationException">Node.js is missing, or Azurite did not start; the message says what to do.</exception>
    public static async Task<Azurite> StartAsync(CancellationToken cancellationToken)
    {
        await NpmTools.InstallAsync(cancellationToken);
        var process = Tool.Start(
            "node",
            [
                "-e", RunUntilInputEnds, Path.Combine(NpmTools.Folder, "node_modules/azurite/dist/src/blob/main.js"),
                "--blobPort", "0", "--inMemoryPersistence", "--disableTelemetry", "--silent", "--skipApiVersionCheck",
            ]);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(StartLimit);
            return new Azurite(process, await AddressAsync(process, limit.Token));
        }
        catch
        {
            Stop(process);
            throw;
        }
    }

    public void Dispose() => Stop(_process);

    private static async Task<Uri> AddressAsync(Process process, CancellationToken cancellationToken)
    {
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (ListensOn().Match(line) is { Success: true } match)
            {
                // Its output has to be read on, or it stops when the pipe is full.
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                return new Uri(match.Groups["address"].Value);
            }
        }

        throw new InvalidOperationException($"Azurite did not start: {(await errors).Trim()}");
    }

    private static void Stop(Process process)
    {
        using (process)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
    }

    [GeneratedRegex("listens on (?<address>http://[0-9.]+:[0-9]+)")]
    private static partial Regex ListensOn();
}
