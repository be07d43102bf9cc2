namespace Verification.Local.Tests.EndToEnd;

/// <summary>The simulated providers in a process of their own.</summary>
public sealed class SimulatorsTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Simulators_SettingInTheEnvironment_IsTaken()
    {
        await using var simulators = LocalProcess.StartWith(
            [("Simulators:DefaultScenario", "rejected")], "simulators", "--urls", "http://127.0.0.1:0");
        using var control = new ApiClient((await simulators.ReadAsync("simulators", Cancelled)).Split(' ')[0], "none");

        Assert.Equal("rejected", (string?)(await control.GetAsync("/_sim/scenarios"))["default"]);
    }
}
