namespace Verification.Testing;

/// <summary>Programs and packages from npm (<c>tests/tools/package.json</c>) that tests use.</summary>
public static class NpmTools
{
    /// <summary>Where the packages lie once they are installed.</summary>
    public static string Folder { get; } = Repository.PathTo("artifacts", "tools");

    /// <summary>Installs them unless they are there already; several callers at once are fine.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message says what to do.</exception>
    public static Task InstallAsync(CancellationToken cancellationToken) =>
        Tool.RunAsync("bash", [Repository.PathTo("tests", "install-tools.sh")], input: "", cancellationToken);

    /// <summary>Runs a program of one of the packages to its end.</summary>
    /// <param name="program">Its file in <c>node_modules</c>.</param>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message has what it said.</exception>
    public static Task<string> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        Tool.RunAsync("node", [Path.Combine(Folder, "node_modules", program), .. arguments], input: "", cancellationToken);

    /// <summary>Runs a script of Node.js, to which the packages are at hand.</summary>
    /// <returns>What it printed.</returns>
    public static Task<string> RunNodeAsync(string script, IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        Tool.RunAsync("node", ["-e", script, "--", .. arguments], input: "", cancellationToken);
}
