using System.IO.Compression;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using static Verification.Simulators.Tests.Assure.AssureClient;

namespace Verification.Simulators.Tests.Assure;

public sealed class AssureDossierTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("{}")]
    public async Task Create_WithoutReference_Works(string? body)
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await ConnectAsync(world);
        var dossier = await ExpectAsync(await client.PostAsync("/assure/dossiers", body), HttpStatusCode.Created);
        Assert.Equal(["dossierId", "createdAt", "updatedAt"], dossier.Select(member => member.Key));
        Assert.Equal("2026-01-01T00:00:00Z", (string?)dossier["createdAt"]);
    }

    [Theory]
    [InlineData(true, "b")]
    [InlineData(false, null)]
    public async Task List_NewestFirst_EchoesTheReferenceUnlessSetOtherwise(bool echo, string? reference)
    {
        await using var world = await SimulatedWorld.StartAsync(options => (options.EchoExternalReference, options.ListLimit) = (echo, 2));
        var client = await ConnectAsync(world);
        await client.CreateDossierAsync("0");
        await client.CreateDossierAsync("a");
        var newest = await client.CreateDossierAsync("b");
        using var answer = await client.GetAsync("/assure/dossiers");
        var list = JsonNode.Parse(await answer.Content.ReadAsStringAsync(SimulatedWorld.Stop))!.AsArray();
        Assert.Equal(2, list.Count);
        Assert.EndsWith((string)list[0]!["dossierId"]!, newest, StringComparison.Ordinal);
        Assert.Equal(reference, (string?)list[0]!["externalReference"]);
    }

    [Fact]
    public async Task Delete_WhileProcessing_SilencesTheCallback()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await ConnectAsync(world);
        var process = await client.PrepareAsync();
        await client.PostAsync(process);
        await ExpectAsync(await client.DeleteAsync(process), HttpStatusCode.NoContent);
        await ExpectAsync(await client.DeleteAsync(process), HttpStatusCode.NotFound);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, world.Receiver.Waiting);
        Assert.Equal((0, 1), (world.Ledger.Report().Total.SessionsDeleted, world.Ledger.Report().Total.SessionsOpen));
    }

    [Fact]
    public async Task Retention_WhenOver_TheDossierIsGone()
    {
        await using var world = await SimulatedWorld.StartAsync(options => options.Retention = TimeSpan.FromSeconds(60));
        var client = await ConnectAsync(world);
        var process = await client.PrepareAsync();
        world.Clock.Advance(TimeSpan.FromSeconds(60));
        await ExpectAsync(await client.GetAsync(process), HttpStatusCode.NotFound);
        var total = world.Ledger.Report().Total;
        Assert.Equal((0, 0), (total.SessionsDeleted, total.SessionsOpen));
    }

    [Fact]
    public async Task AbandonedAfter_WhenOver_ThePendingProcessIsCanceled()
    {
        await using var world = await SimulatedWorld.StartAsync(options => options.AbandonedAfter = TimeSpan.FromSeconds(60));
        var client = await ConnectAsync(world);
        var process = await client.PrepareAsync();
        world.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal("canceled", (string?)(await client.StatusAsync(process))["status"]);
    }

    [Theory]
    [InlineData("rejected", false, HttpStatusCode.OK)]
    [InlineData("rejected", true, HttpStatusCode.Conflict)]
    [InlineData("never-final", false, HttpStatusCode.Conflict)]
    public async Task Download_OnlyOfWhatIsFinished_HoldsDataAndImages(string scenario, bool acceptedOnly, HttpStatusCode status)
    {
        await using var world = await SimulatedWorld.StartAsync(options => options.DownloadAcceptedOnly = acceptedOnly);
        var client = await ConnectAsync(world);
        var process = await client.PrepareAsync(scenario);
        await client.PostAsync(process);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        using var answer = await client.GetAsync($"{process}/download");
        Assert.Equal(status, answer.StatusCode);
        if (status == HttpStatusCode.OK)
        {
            using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync(SimulatedWorld.Stop));
            Assert.Equal(["signicatpictureid.json", "front.png"], zip.Entries.Select(entry => entry.FullName));
            using var raw = await JsonDocument.ParseAsync(
                await zip.Entries[0].OpenAsync(SimulatedWorld.Stop), cancellationToken: SimulatedWorld.Stop);
            Assert.Equal("SPEC1TEST", raw.RootElement.GetProperty("document").GetProperty("documentNumber").GetString());
            Assert.Equal(1, world.Ledger.Report().Total.ResultsRead);
        }
    }

    [Fact]
    public async Task RateLimit_WhenSet_Answers429UntilTheNextMinute()
    {
        await using var world = await SimulatedWorld.StartAsync(options => options.CallsPerMinute = 2);
        var client = await ConnectAsync(world);
        await client.CreateDossierAsync();
        await client.CreateDossierAsync();
        using var refused = await client.PostAsync("/assure/dossiers");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(60), refused.Headers.RetryAfter?.Delta);
        world.Clock.Advance(TimeSpan.FromSeconds(60));
        await client.CreateDossierAsync();
    }
}
