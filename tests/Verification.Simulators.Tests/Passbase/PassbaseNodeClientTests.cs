using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Verification.Simulators.Passbase;
using Verification.Testing;

namespace Verification.Simulators.Tests.Passbase;

/// <summary>Passbase's own client, <c>@passbase/node</c> from npm, against the simulator over a real socket.</summary>
public sealed class PassbaseNodeClientTests
{
    /// <summary>Every call that the client has, with only its base path changed.</summary>
    private const string AllCalls = """
        const { PassbaseClient, PassbaseConfiguration, ResponseFormats } = require('@passbase/node');
        const [basePath, apiKey, id] = process.argv.slice(1);
        const client = new PassbaseClient(new PassbaseConfiguration({ apiKey, basePath, format: ResponseFormats.Json }));
        (async () => {
          const identity = await client.getIdentityById(id);
          const identities = await client.listIdentities();
          const resources = await client.listIdentityResources(id);
          const resource = await client.getIdentityResourceById(id, resources[0].id);
          const file = await client.getIdentityResourceFileById(id, resource.id, resource.resourceFiles[0].id);
          const settings = await client.getSettings();
          console.log(JSON.stringify({
            status: identity.status, updated: identity.updated, lastName: identity.owner.lastName, metadata: identity.metadata,
            number: identity.resources[0].datapoints.document_number, isClean: identity.watchlist.isClean,
            identities: identities.length, distinct: new Set(identities.map(it => it.id)).size,
            types: resources.map(it => it.type), type: resource.type, fileType: file.type, fileSize: file.size,
            slug: settings.slug, steps: settings.verificationSteps.length,
          }));
        })().catch(error => { console.error(error.message); process.exit(1); });
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryCall_OfTheOfficialClient_IsUnderstood()
    {
        await NpmTools.InstallAsync(Stop);
        await using var app = await StartAsync();
        using var person = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
        person.BaseAddress = AddressOf(app);
        string? key = null;
        for (var number = 0; number < 7; number++)
        {
            key = await HandInAsync(person);
        }

        var seen = JsonNode.Parse(await NpmTools.RunNodeAsync(
            AllCalls, [$"{person.BaseAddress}passbase-api/verification/v2", "simulated-secret-key", key!], Stop))!;

        Assert.Equal("approved", (string?)seen["status"]);
        Assert.InRange((DateTimeOffset)seen["updated"]!, TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeProvider.System.GetUtcNow());
        Assert.Equal(("JANSEN", "SPEC1TEST", true), ((string?)seen["lastName"], (string?)seen["number"], (bool)seen["isClean"]!));
        Assert.Equal((7, 7), ((int)seen["identities"]!, (int)seen["distinct"]!));
        Assert.Equal(["PASSPORT", "SELFIE_VIDEO"], seen["types"]!.AsArray().Select(type => (string?)type));
        Assert.Equal(("PASSPORT", "image/png"), ((string?)seen["type"], (string?)seen["fileType"]));
        Assert.True((int)seen["fileSize"]! > 0);
        Assert.Equal(("simulated-shop", 4), ((string?)seen["slug"], (int)seen["steps"]!));
    }

    [Fact]
    public async Task WrongKey_IsSaidInTheClientsOwnWords()
    {
        await NpmTools.InstallAsync(Stop);
        await using var app = await StartAsync();

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => NpmTools.RunNodeAsync(
            AllCalls, [$"{AddressOf(app)}passbase-api/verification/v2", "simulated-publishable-key", RandomIds.Uuid()], Stop));

        Assert.Contains("[passbase-sdk]: Request failed with status=401", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSimulators();
        builder.Services.Configure<SimulatorOptions>(options => options.DefaultScenario = "early-webhook");
        builder.Services.Configure<PassbaseOptions>(options =>
        {
            options.FilesAllowed = true;
            options.DefaultLimit = 3;
            options.ReviewAfter = TimeSpan.Zero;
        });
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapSimulators();
        await app.StartAsync(Stop);
        return app;
    }

    private static Uri AddressOf(WebApplication app) => new(app.Urls.First());

    private static async Task<string> HandInAsync(HttpClient person)
    {
        using var answer = await person.PostAsJsonAsync("/passbase-api/widget/submit", new { apiKey = "simulated-publishable-key" }, Stop);
        answer.EnsureSuccessStatusCode();
        return (string)(await answer.Content.ReadFromJsonAsync<JsonNode>(Stop))!["identityAccessKey"]!;
    }
}
