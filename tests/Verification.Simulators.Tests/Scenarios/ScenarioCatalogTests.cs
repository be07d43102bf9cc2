using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Verification.Simulators.Scenarios;

namespace Verification.Simulators.Tests.Scenarios;

public sealed class ScenarioCatalogTests
{
    [Theory]
    [InlineData(null, "accepted")]
    [InlineData("", "accepted")]
    [InlineData("case-1", "accepted")]
    [InlineData("scenario:slow", "slow")]
    [InlineData("ver_0198f2 scenario:slow order 7", "slow")]
    [InlineData("ver_0198f2 myscenario:slow", "accepted")]
    public async Task ForReference_AWordOfIt_NamesTheScenario(string? reference, string expected)
    {
        await using var world = await SimulatedWorld.StartAsync();
        Assert.Equal(expected, world.Services.GetRequiredService<ScenarioCatalog>().ForReference(reference).Name);
    }

    [Theory]
    [InlineData("""{"call":"opne","kind":"reset"}""", "names the call 'opne'")]
    [InlineData("""{"call":"assure.createDosier","kind":"reset"}""", "names the call 'assure.createDosier'")]
    [InlineData("""{"call":"*","kind":"reset","first":0}""", "'first'")]
    [InlineData("""{"call":"*","kind":"reset","probability":1.1}""", "'probability'")]
    [InlineData("""{"call":"*","kind":"status"}""", "'status'")]
    [InlineData("""{"call":"*","kind":"status","status":200}""", "'status'")]
    [InlineData("""{"call":"*","kind":"reset","status":503}""", "'status'")]
    [InlineData("""{"call":"*","kind":"reset","retryAfter":"PT1S"}""", "'retryAfter'")]
    [InlineData("""{"call":"*","kind":"reset","html":true}""", "'html'")]
    [InlineData("""{"call":"*","kind":"slow"}""", "'delay'")]
    [InlineData("""{"call":"*","kind":"reset","delay":"PT1S"}""", "'delay'")]
    [InlineData("""{"call":"*","kind":"oversize"}""", "'bytes'")]
    [InlineData("""{"call":"*","kind":"reset","bytes":1}""", "'bytes'")]
    [InlineData("""{"call":"*","kind":"truncate","applied":true}""", "'applied'")]
    public async Task Add_AFaultThatMakesNoSense_SaysWhy(string fault, string named) =>
        await RefusesAsync($$"""{"description":"d","faults":[{{fault}}]}""", named);

    [Theory]
    [InlineData("""{"description":""}""", "description")]
    [InlineData("""{"description":"d","failReason":{"type":"T","message":"m"}}""", "'failReason'")]
    [InlineData("""{"description":"d","webhooks":{"copies":-1}}""", "'copies'")]
    [InlineData("""{"description":"d","refusals":[{"image":"side","reason":"glare"}]}""", "refusal")]
    public async Task Add_AScenarioThatMakesNoSense_SaysWhy(string scenario, string named) => await RefusesAsync(scenario, named);

    [Fact]
    public async Task Load_UnknownDefault_StopsTheStart() =>
        await Assert.ThrowsAsync<UnknownScenarioException>(
            () => SimulatedWorld.StartAsync(simulators: options => options.DefaultScenario = "nope"));

    private static async Task RefusesAsync(string scenario, string named)
    {
        await using var world = await SimulatedWorld.StartAsync();
        var catalog = world.Services.GetRequiredService<ScenarioCatalog>();
        var wrong = Assert.Throws<FormatException>(() => catalog.Add("x", Encoding.UTF8.GetBytes(scenario)));
        Assert.Contains(named, wrong.Message, StringComparison.Ordinal);
        Assert.Throws<UnknownScenarioException>(() => catalog.Find("x"));
    }
}
