using System.Globalization;
using System.Text.Json.Nodes;

namespace Verification.Functions.Deployment;

public sealed class HostJsonTests
{
    private static readonly JsonNode Host = Repository.ReadJson("host.json");
    private static readonly JsonNode Durable = Host["extensions"]!["durableTask"]!;
    private static readonly JsonNode Hub = Durable["storageProvider"]!;

    [Fact]
    public void RoutePrefix_IsEmpty_SoThatPagesLiveAtTheRoot() =>
        Assert.Equal("", (string?)Host["extensions"]!["http"]!["routePrefix"]);

    [Fact]
    public void TelemetryMode_IsOpenTelemetry() => Assert.Equal("OpenTelemetry", (string?)Host["telemetryMode"]);

    /// <summary>Erasing waits that long before it deletes what an ended workflow might still write.</summary>
    [Fact]
    public void FunctionTimeout_IsTheActivityLimitThatErasingCountsOn() => Assert.Equal("00:10:00", (string?)Host["functionTimeout"]);

    [Fact]
    public void OverridableExistingInstanceStates_Hazard2_NeverIncludesRunningInstances() =>
        Assert.Equal("NonRunningStates", (string?)Durable["overridableExistingInstanceStates"]);

    [Fact]
    public void ThrowStatusExceptionsOnRaiseEvent_Hazard3_TellsWhenNobodyTakesAnEvent() =>
        Assert.True((bool?)Durable["throwStatusExceptionsOnRaiseEvent"]);

    [Fact]
    public void Tracing_Hazard5_LeavesInputsAndOutputsOut()
    {
        Assert.False((bool?)Durable["tracing"]!["traceInputsAndOutputs"]);
        Assert.Equal("V2", (string?)Durable["tracing"]!["version"]);
    }

    [Fact]
    public void MaxQueuePollingInterval_Hazard9_BoundsTheTimeFromWebhookToDecision()
    {
        var interval = TimeSpan.Parse((string)Hub["maxQueuePollingInterval"]!, CultureInfo.InvariantCulture);
        Assert.InRange(interval, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Hub_Hazard10_HasANameOfItsOwnAndAPartitionCountThatIsSaidOpenly()
    {
        Assert.Equal("%TASK_HUB_NAME%", (string?)Durable["hubName"]);
        Assert.InRange((int)Hub["partitionCount"]!, 1, 16);
    }

    [Fact]
    public void Versioning_Hazard11_LetsRunningInstancesFinishOnNewerCodeOnly()
    {
        Assert.False(string.IsNullOrEmpty((string?)Durable["defaultVersion"]));
        Assert.Equal("CurrentOrOlder", (string?)Durable["versionMatchStrategy"]);
        Assert.Equal("Reject", (string?)Durable["versionFailureStrategy"]);
        Assert.False((bool?)Durable["extendedSessionsEnabled"]);
    }

    [Fact]
    public void Project_Hazard13_CarriesHostJsonToItsOutput()
    {
        var project = Repository.Read("src/Verification.Functions/Verification.Functions.csproj");
        Assert.Contains("""<None Include="../../host.json" Link="host.json" CopyToOutputDirectory="PreserveNewest" """, project, StringComparison.Ordinal);
        Assert.Contains("""Link="local.settings.json" CopyToOutputDirectory="PreserveNewest" CopyToPublishDirectory="Never" """, project, StringComparison.Ordinal);
    }
}
