using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Verification.Simulators.Scenarios;
using Verification.Simulators.Tests.Assure;

namespace Verification.Simulators.Tests.Scenarios;

/// <summary>Every scenario that comes with the simulators, gone through by a patient client that retries and polls.</summary>
public sealed class EmbeddedScenarioTests
{
    [Theory]
    [InlineData("accepted", "accepted")]
    [InlineData("rejected", "rejected")]
    [InlineData("inconclusive", "inconclusive")]
    [InlineData("failed", "failed")]
    [InlineData("consent-denied", "failed")]
    [InlineData("canceled", "canceled")]
    [InlineData("no-webhook", "accepted")]
    [InlineData("duplicate-webhook", "accepted")]
    [InlineData("early-webhook", "accepted")]
    [InlineData("premature-webhook", "accepted")]
    [InlineData("late-webhook", "accepted")]
    [InlineData("reordered-webhook", "accepted")]
    [InlineData("contradicting-webhook", "accepted")]
    [InlineData("forged-webhook", "rejected")]
    [InlineData("unknown-fields", "accepted")]
    [InlineData("never-final", "processing")]
    public async Task Outcome_OfAQuietScenario_IsAsItSays(string scenario, string expected)
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await AssureClient.ConnectAsync(world);
        var process = await client.PrepareAsync(scenario);
        await AssureClient.ExpectAsync(await client.PostAsync(process));
        world.Clock.Advance(TimeSpan.FromMinutes(5));

        var result = await client.StatusAsync(process);
        Assert.Equal(expected, (string?)result["status"]);
        Assert.Equal(expected == "accepted", result.ContainsKey("finalResult"));
        Assert.Equal(expected == "failed", result.ContainsKey("failReason"));
    }

    [Fact]
    public async Task Gone_AfterThreeSeconds_TheProviderNoLongerHoldsTheSession()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await AssureClient.ConnectAsync(world);
        var process = await client.PrepareAsync("gone");
        await AssureClient.ExpectAsync(await client.PostAsync(process));
        world.Clock.Advance(TimeSpan.FromSeconds(3));
        await AssureClient.ExpectAsync(await client.GetAsync(process), HttpStatusCode.NotFound);
        var total = world.Ledger.Report().Total;
        Assert.Equal((0, 0), (total.SessionsDeleted, total.SessionsOpen));
    }

    [Fact]
    public async Task UnknownStatus_WhileProcessing_IsNoStatusOfTheDocuments()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await AssureClient.ConnectAsync(world);
        var process = await client.PrepareAsync("unknown-status");
        await client.PostAsync(process);
        Assert.Equal("under_review", (string?)(await client.StatusAsync(process))["status"]);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("accepted", (string?)(await client.StatusAsync(process))["status"]);
    }

    [Theory]
    [InlineData("accepted rejected inconclusive failed canceled slow no-webhook duplicate-webhook early-webhook flaky throttled")]
    [InlineData("expired-token delete-fails-twice reset truncated oversized unknown-status unknown-fields late-webhook")]
    [InlineData("reordered-webhook contradicting-webhook forged-webhook never-final start-ambiguous start-lost chaos")]
    public async Task Catalog_ComesWithThese(string names)
    {
        await using var world = await SimulatedWorld.StartAsync();
        var catalog = world.Services.GetRequiredService<ScenarioCatalog>();
        Assert.All(names.Split(' '), name => Assert.Equal(name, catalog.Find(name).Name));
    }
}
