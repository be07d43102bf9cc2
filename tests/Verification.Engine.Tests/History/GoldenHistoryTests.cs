using System.Text.Json;
using Verification.Core.Orchestration;
using Verification.Core.Workflows;

namespace Verification.Engine.Tests.History;

/// <summary>
/// Instances in the field continue on today's code. A file that no longer replays means that instances like it would be suspended:
/// change the code so that it fits, never the file (docs/engine.md).
/// </summary>
public sealed class GoldenHistoryTests
{
    public static TheoryData<string> Files => [.. GoldenHistory.Files];

    public static TheoryData<string> Names => [.. GoldenHistory.Workflows.Keys];

    [Theory]
    [MemberData(nameof(Files))]
    public void Replay_RecordedHistory_FitsTodaysCode(string file)
    {
        var mismatch = GoldenHistory.Read(file).Replay(GoldenHistory.Workflows);

        Assert.True(mismatch is null, $"{file}: {mismatch}");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Replay_AnyStepDecidedOtherwise_NamesTheStep(string file)
    {
        var history = GoldenHistory.Read(file);
        using var otherwise = JsonDocument.Parse("""[{"type":"activity","task":0,"name":"Other"}]""");

        Assert.All(history.Steps.Select((step, number) => (step, number)), changed =>
        {
            var steps = history.Steps.ToArray();
            steps[changed.number] = changed.step with { Actions = otherwise.RootElement };

            Assert.StartsWith(
                $"step {changed.number} (", (history with { Steps = steps }).Replay(GoldenHistory.Workflows), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Replay_StepInsertedIntoTheWorkflow_NamesTheStep()
    {
        var audited = new LambdaWorkflow(VerificationWorkflow.WorkflowName, async context =>
        {
            await context.CallAsync("Audit");
            await new VerificationWorkflow().RunAsync(context);
        });

        var mismatch = GoldenHistory.Read("Verification/accepted-by-webhook.json")
            .Replay(new Dictionary<string, IWorkflow> { [audited.Name] = audited });

        Assert.Equal("step 0 (Started): history has activity LoadPlan (0), the code decides activity Audit (0)", mismatch);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Files_OfEveryWorkflow_Exist(string workflow) =>
        Assert.Contains(GoldenHistory.Files, file => file.StartsWith($"{workflow}/", StringComparison.Ordinal));

    [Fact]
    public async Task Recording_OfARun_ReplaysAndSurvivesTheFile()
    {
        var recorded = await Scenarios.AcceptedByWebhookAsync();

        var read = JsonSerializer.Deserialize<GoldenHistory>(recorded.ToJson(), WorkflowJson.Options)!;

        Assert.Equal(recorded.ToJson(), read.ToJson());
        Assert.Null(read.Replay(GoldenHistory.Workflows));
    }
}
