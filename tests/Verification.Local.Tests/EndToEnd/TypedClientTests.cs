using Verification.Testing;

namespace Verification.Local.Tests.EndToEnd;

/// <summary>A client app whose types were generated from <c>docs/openapi.json</c>, strictly compiled and run against <c>serve</c>.</summary>
public sealed class TypedClientTests : IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory();

    /// <summary>Below the packages, where the compiler and Node.js look for them.</summary>
    private readonly DirectoryInfo _app = Directory.CreateDirectory(Path.Combine(NpmTools.Folder, "typed-client", Path.GetRandomFileName()));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await NpmTools.InstallAsync(Cancelled);

    [Fact]
    public async Task TypedClient_WholeVerification_CompilesAndSeesWhatTheDocumentPromises()
    {
        await CompileAsync();
        await using var serve = LocalProcess.Start("serve", "--urls", "http://127.0.0.1:0", "--data", _data.FullName);
        var url = await serve.ReadAsync("API", Cancelled);
        var key = (await serve.ReadAsync("key", Cancelled)).Split(' ')[0];

        var printed = await Tool.RunAsync(
            "node", [Path.Combine(_app.FullName, "typed-client.mjs"), url, key, Repository.PathTo("samples", "passport.jpg")], input: "", Cancelled);

        Assert.Equal("accepted, erased true, session.deleted", printed.Trim());
    }

    public ValueTask DisposeAsync()
    {
        _data.Delete(recursive: true);
        _app.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task CompileAsync()
    {
        var source = Path.Combine(_app.FullName, "typed-client.mts");
        File.Copy(Repository.PathTo("tests", "Verification.Local.Tests", "EndToEnd", "typed-client.mts"), source);

        // What has a default need not be sent.
        await NpmTools.RunAsync(
            "openapi-typescript/bin/cli.js",
            [Repository.PathTo("docs", "openapi.json"), "--output", Path.Combine(_app.FullName, "api.d.ts"), "--default-non-nullable", "false"],
            Cancelled);
        await NpmTools.RunAsync(
            "typescript/bin/tsc",
            [
                source, "--strict", "--noUncheckedIndexedAccess", "--exactOptionalPropertyTypes", "--noPropertyAccessFromIndexSignature",
                "--target", "es2022", "--module", "nodenext", "--types", "node", "--typeRoots", Path.Combine(NpmTools.Folder, "node_modules", "@types"),
            ],
            Cancelled);
    }
}
