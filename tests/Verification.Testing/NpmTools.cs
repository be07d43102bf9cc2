using System.ComponentModel;
using System.Diagnostics;

namespace Verification.Testing;

/// <summary>Programs and packages from npm (<c>tests/tools/package.json</c>) that tests use.</summary>
public static class NpmTools
{
    /// <summary>Where the packages lie once they are installed.</summary>
    public static string Folder { get; } = Repository.PathTo("artifacts", "tools");

    /// <summary>Installs them unless they are there already; several callers at once are fine.</summary>
    public static Task InstallAsync(CancellationToken cancellationToken) =>
        RunAsync("bash", [Repository.PathTo("tests", "install-tools.sh")], cancellationToken);

    /// <summary>Runs a script of Node.js, to which the packages are at hand.</summary>
    /// <returns>What it printed.</returns>
    public static Task<string> RunNodeAsync(string script, IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        RunAsync("node", ["-e", script, "--", .. arguments], cancellationToken);

    private static async Task<string> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Directory.CreateDirectory(Folder).FullName,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{program} failed: {(await errors).Trim()} {(await output).Trim()}".Trim());
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException($"The tests need {start.FileName}, which cannot be run.", exception);
        }
    }
}
