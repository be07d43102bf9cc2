using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Verification.Simulators.Tests.Assure;

namespace Verification.Simulators.Tests.Control;

public sealed class ControlEndpointsTests
{
    [Fact]
    public async Task Scenarios_SetDefault_AppliesToSessionsThatNameNone()
    {
        await using var world = await SimulatedWorld.StartAsync();
        await AssureClient.ExpectAsync(await PostAsync(world, new { @default = "rejected" }));
        var client = await AssureClient.ConnectAsync(world);
        await client.CreateDossierAsync();
        await client.CreateDossierAsync("scenario:accepted");
        Assert.Equal(["rejected", "accepted"], world.Ledger.Report().Sessions.Select(session => session.Scenario));
    }

    [Fact]
    public async Task Scenarios_Upload_CanBeChosenByReference()
    {
        await using var world = await SimulatedWorld.StartAsync();
        await AssureClient.ExpectAsync(await PostAsync(world, new
        {
            name = "canary",
            scenario = new { description = "A marked person.", processing = "PT0S", subject = new { lastName = "CANARY" } },
        }));
        var client = await AssureClient.ConnectAsync(world);
        var process = await client.PrepareAsync("canary");
        await client.PostAsync(process);
        Assert.Equal("CANARY", (string?)(await client.StatusAsync(process))["finalResult"]!["lastName"]);
    }

    [Theory]
    [InlineData("""{"default":"nope"}""", "nope")]
    [InlineData("""{"defualt":"accepted"}""", "defualt")]
    [InlineData("""{}""", "default")]
    [InlineData("""{"name":"x"}""", "scenario")]
    [InlineData("""{"name":"../x","scenario":{"description":"d"}}""", "hyphens")]
    [InlineData("""{"name":"x","scenario":{"description":"d","outcom":"accepted"}}""", "outcom")]
    [InlineData("""not json""", "")]
    public async Task Scenarios_WrongBody_IsRefusedByName(string body, string named)
    {
        await using var world = await SimulatedWorld.StartAsync();
        using var content = new StringContent(body);
        var answer = await world.Client.PostAsync("/_sim/scenarios", content, SimulatedWorld.Stop);
        Assert.Contains(named, await AssureClient.ExpectProblemAsync(answer, HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reset_ForgetsSessionsTokensUploadsAndWhatIsUnderWay()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await AssureClient.ConnectAsync(world);
        var process = await client.PrepareAsync();
        await client.PostAsync(process);
        await PostAsync(world, new { @default = "rejected" });
        using var reset = await world.Client.PostAsync("/_sim/reset", null, SimulatedWorld.Stop);
        Assert.Equal(HttpStatusCode.NoContent, reset.StatusCode);

        world.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, world.Receiver.Waiting);
        Assert.Equal(0, world.Ledger.Report().Total.SessionsOpened);
        await AssureClient.ExpectAsync(await client.GetAsync(process), HttpStatusCode.Unauthorized);
        await client.RenewTokenAsync();
        await AssureClient.ExpectAsync(await client.GetAsync(process), HttpStatusCode.NotFound);
        var scenarios = await world.Client.GetFromJsonAsync<JsonNode>("/_sim/scenarios", SimulatedWorld.Stop);
        Assert.Equal("accepted", (string?)scenarios!["default"]);
    }

    [Fact]
    public async Task UnknownScenario_InAReference_IsAClearError()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await AssureClient.ConnectAsync(world);
        var answer = await client.PostAsync("/assure/dossiers", new { externalReference = "ver_1 scenario:acepted" });
        var detail = await AssureClient.ExpectProblemAsync(answer, HttpStatusCode.BadRequest);
        Assert.StartsWith("There is no scenario 'acepted'. Known: accepted,", detail, StringComparison.Ordinal);
        Assert.Equal(0, world.Ledger.Report().Total.SessionsOpened);
    }

    private static Task<HttpResponseMessage> PostAsync(SimulatedWorld world, object body) =>
        world.Client.PostAsJsonAsync("/_sim/scenarios", body, SimulatedWorld.Stop);
}
