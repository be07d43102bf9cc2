using System.Security.Cryptography;
using Verification.Simulators.Tests.Assure;

namespace Verification.Simulators.Tests.Ledger;

public sealed class SimulatorLedgerTests
{
    [Fact]
    public async Task Report_ManySessionsAtOnce_IsExact()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await AssureClient.ConnectAsync(world);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
        {
            var process = await client.PrepareAsync();
            var starts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => client.PostAsync(process)));
            Assert.Single(starts, start => start.IsSuccessStatusCode);
        }));

        var total = world.Ledger.Report().Total;
        Assert.Equal((50, 50, 200, 50, 50), (
            total.SessionsOpened, total.ImagesReceived, total.StartCalls, total.VerificationsStarted, total.SessionsOpen));
        Assert.Equal(200, total.Calls["assure.startVerification"]);
    }

    [Fact]
    public async Task Report_OverHttp_NamesReferenceAndImageDigest()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await AssureClient.ConnectAsync(world);
        await client.PrepareAsync("rejected");

        var ledger = await world.LedgerAsync();
        var session = ledger["sessions"]![0]!;
        Assert.Equal("assure", (string?)session["provider"]);
        Assert.Equal("ver_1 scenario:rejected case-1", (string?)session["reference"]);
        Assert.Equal("rejected", (string?)session["scenario"]);
        var image = session["images"]![0]!;
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(TestImages.Png())), (string?)image["sha256"]);
        Assert.Equal(("front", "png", 64), ((string?)image["kind"], (string?)image["format"], (int)image["size"]!));
        Assert.Equal(1, (int)ledger["total"]!["sessionsOpen"]!);
        Assert.Equal(1, (int)ledger["providers"]!["assure"]!["sessionsOpened"]!);
    }

    [Fact]
    public async Task Report_AFailedStartCall_IsCountedButNotPaid()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await AssureClient.ConnectAsync(world);
        var dossier = await client.CreateDossierAsync();
        var process = await client.CreateProcessAsync(
            dossier, new { provider = "signicatpictureid", processType = "documentSelfie", documentId = 137 });
        await client.PostAsync(process);
        var total = world.Ledger.Report().Total;
        Assert.Equal((1, 0), (total.StartCalls, total.VerificationsStarted));
    }
}
