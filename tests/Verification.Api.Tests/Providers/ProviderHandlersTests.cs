using System.Net;
using Verification.Core.Providers;

namespace Verification.Api.Tests.Providers;

public sealed class ProviderHandlersTests : IAsyncDisposable
{
    private readonly ApiApplication _app = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_SaysWhatEachCanDo()
    {
        var provider = Assert.Single((await _app.GetAsync("/api/providers"))["items"]!.AsArray())!;

        Assert.Equal("fake", (string?)provider["name"]);
        Assert.Equal(["upload", "sdk", "hosted"], provider["capturePaths"]!.AsArray().Select(path => (string)path!));
        Assert.Equal("available", (string?)provider["availability"]);
    }

    [Fact]
    public async Task DocumentTypes_OfAConfiguredProvider_AreListed()
    {
        var type = Assert.Single((await _app.GetAsync("/api/providers/fake/document-types"))["items"]!.AsArray())!;

        Assert.Equal(("passport", "UTO"), ((string?)type["type"], (string?)type["country"]));
        await ProblemAssert.IsAsync(await _app.Client.GetAsync("/api/providers/nobody/document-types", Token), HttpStatusCode.NotFound, "notFound");
    }

    [Fact]
    public async Task DocumentTypes_ProviderIsOut_Is503WithRetryAfter()
    {
        _app.Bench.Provider.Before = _ => throw new ProviderException(
            ProviderErrorKind.Transient, "provider.timeout", "GET /secret timed out.", mayHaveTakenEffect: false)
        {
            RetryAfter = TimeSpan.FromSeconds(7),
        };

        var response = await _app.Client.GetAsync("/api/providers/fake/document-types", Token);

        var problem = await ProblemAssert.IsAsync(response, HttpStatusCode.ServiceUnavailable, "provider.unavailable");
        Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter?.Delta);
        Assert.DoesNotContain("secret", problem.ToJsonString(), StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
