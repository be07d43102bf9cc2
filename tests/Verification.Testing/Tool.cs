using System.ComponentModel;
using System.Diagnostics;

namespace Verification.Testing;

/// <summary>Runs programs of this machine in <see cref="NpmTools.Folder"/>, where Node.js finds the packages.</summary>
public static class Tool
{
    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It is missing or failed; the message has what it said.</exception>
    public static async Task<string> RunAsync(
        string program, IEnumerable<string> arguments, string input, CancellationToken cancellationToken)
    {
        using var process = Start(program, arguments);
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{program} failed: {(await errors).Trim()} {(await output).Trim()}".Trim());
    }

    /// <summary>Starts a program with all its streams redirected.</summary>
    /// <exception cref="InvalidOperationException">It is missing.</exception>
    public static Process Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Directory.CreateDirectory(NpmTools.Folder).FullName,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException($"{program} cannot be run; see the prerequisites in README.md.", exception);
        }
    }
}
