using Verification.Testing;

namespace Verification.Api.Tests.OpenApi;

/// <summary>The linters of the field, to which a warning is as bad as an error.</summary>
public sealed class LintTests : IAsyncLifetime
{
    private static readonly string Document = Repository.PathTo("docs", "openapi.json");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await NpmTools.InstallAsync(Token);

    [Fact]
    public Task Spectral_Document_FindsNothing() => NpmTools.RunAsync(
        "@stoplight/spectral-cli/dist/index.js",
        ["lint", "--ruleset", Repository.PathTo(".spectral.yaml"), "--fail-severity", "hint", Document],
        Token);

    [Fact]
    public Task Redocly_Document_FindsNothing() => NpmTools.RunAsync(
        "@redocly/cli/bin/cli.js", ["lint", "--config", Repository.PathTo("redocly.yaml"), Document], Token);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
