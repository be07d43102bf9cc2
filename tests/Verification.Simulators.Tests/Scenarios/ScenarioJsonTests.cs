using System.Text;
using Verification.Simulators.Faults;
using Verification.Simulators.Scenarios;

namespace Verification.Simulators.Tests.Scenarios;

public sealed class ScenarioJsonTests
{
    [Fact]
    public void Read_EverythingSaid_IsTakenOver()
    {
        var scenario = Read("""
            {
              "description": "d", "outcome": "failed", "failReason": { "type": "T", "message": "m" }, "processing": "PT1.5S",
              "faults": [{ "call": "*", "kind": "expireToken", "first": 3 }],
              "webhooks": { "copies": 0, "delay": "PT1M" }, "refusals": [{ "image": "back", "reason": "glare", "first": 2 }]
            }
            """);
        Assert.Equal(("x", Outcome.Failed, TimeSpan.FromSeconds(1.5)), (scenario.Name, scenario.Outcome, scenario.Processing));
        Assert.Equal(new Fault { Call = "*", Kind = FaultKind.ExpireToken, First = 3 }, Assert.Single(scenario.Faults));
        Assert.Equal(new WebhookPlan { Copies = 0, Delay = TimeSpan.FromMinutes(1) }, scenario.Webhooks);
        Assert.Equal(new ImageRefusal("back", "glare", 2), Assert.Single(scenario.Refusals));
    }

    [Theory]
    [InlineData("""{}""", "description")]
    [InlineData("""{"description":"d","proccessing":"PT1S"}""", "proccessing")]
    [InlineData("""{"description":"d","faults":[{"call":"*","kind":"reset","frist":1}]}""", "frist")]
    [InlineData("""{"description":"d","faults":[{"kind":"reset"}]}""", "call")]
    [InlineData("""{"description":"d","outcome":"maybe"}""", "$.outcome")]
    [InlineData("""{"description":"d","outcome":1}""", "$.outcome")]
    [InlineData("""{"description":"d","processing":"300"}""", "ISO 8601")]
    [InlineData("""{"description":"d","processing":0.3}""", "ISO 8601")]
    [InlineData("""{"description":"d","processing":"-PT1S"}""", "negative")]
    [InlineData("""{"description":"d","faults":null}""", "faults")]
    [InlineData("""{"description":"d","description":"e"}""", "Duplicate")]
    [InlineData("""{"description":"d",}""", "x")]
    [InlineData("null", "null")]
    public void Read_WrongScenario_SaysWhatAndWhere(string json, string named)
    {
        var wrong = Assert.Throws<FormatException>(() => Read(json));
        Assert.Contains(named, wrong.Message, StringComparison.Ordinal);
        Assert.StartsWith("Scenario 'x' ", wrong.Message, StringComparison.Ordinal);
    }

    private static Scenario Read(string json) => ScenarioJson.Read("x", Encoding.UTF8.GetBytes(json));
}
