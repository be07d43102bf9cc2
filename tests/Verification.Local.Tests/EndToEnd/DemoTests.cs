using System.Text.Json.Nodes;
using Verification.Local.Commands;
using Verification.Local.Tests.Commands;
using Verification.Testing;

namespace Verification.Local.Tests.EndToEnd;

/// <summary>The demo, judged by what it prints: how each scenario ends and what the simulated provider was asked for.</summary>
public sealed class DemoTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory();

    [Theory]
    [InlineData("accepted", "accepted")]
    [InlineData("rejected", "rejected")]
    [InlineData("inconclusive", "inconclusive")]
    [InlineData("slow", "accepted")]
    [InlineData("no-webhook", "accepted")]
    [InlineData("duplicate-webhook", "accepted")]
    [InlineData("early-webhook", "accepted")]
    [InlineData("flaky", "accepted")]
    [InlineData("throttled", "accepted")]
    [InlineData("expired-token", "accepted")]
    [InlineData("delete-fails-twice", "accepted")]
    public async Task Demo_ScenarioWithDecision_CompletesPaidOnceAndLeavesNothingOpen(string scenario, string decision)
    {
        var (exitCode, report) = await DemoAsync("--scenario", scenario);

        Assert.Equal(ExitCode.Ok, exitCode);
        Assert.Equal("completed", Text(report, "status"));
        Assert.Equal(decision, Text(report, "decision"));
        Assert.Equal(decision, Text(report["result"], "decision"));
        Assert.Equal(1, Count(report, "verificationsStarted"));
        AssertCleanedUp(report);
    }

    [Theory]
    [InlineData("assure.onfido")]
    [InlineData("assure.signicatpaper")]
    [InlineData("assure.signicatvideoid")]
    [InlineData("assure.eid")]
    [InlineData("assure.readid")]
    [InlineData("assure.webid")]
    [InlineData("assure.facetec")]
    public async Task Demo_EveryProvider_EndsAcceptedPaidOnceAndLeavesNothingOpen(string provider)
    {
        var (exitCode, report) = await DemoAsync("--provider", provider);

        Assert.Equal((ExitCode.Ok, "accepted", provider), (exitCode, Text(report, "decision"), Text(report, "provider")));
        Assert.Equal(1, Count(report, "verificationsStarted"));
        AssertCleanedUp(report);
    }

    [Theory]
    [InlineData("accepted", "accepted")]
    [InlineData("wrong-side", "accepted", 1)]
    [InlineData("one-sided", "accepted")]
    [InlineData("face-mismatch", "rejected")]
    [InlineData("review-changes-decision", "accepted", 0, 2)]
    public async Task Demo_Incode_EndsWithTheDecisionThatStands(string scenario, string decision, int refused = 0, int revision = 1)
    {
        var (exitCode, report) = await DemoAsync("--provider", "incode", "--scenario", scenario);

        Assert.Equal((ExitCode.Ok, decision), (exitCode, Text(report, "decision")));
        Assert.Equal(revision, report["result"]!["revision"]!.GetValue<int>());
        Assert.Equal(1, Count(report, "verificationsStarted"));
        Assert.Equal(refused, report["timeline"]!.AsArray().Count(entry => Text(entry, "code") == "images.refused"));
        AssertCleanedUp(report);
    }

    [Fact]
    public async Task Demo_ImageRefused_TellsThePersonWhatToDo()
    {
        var run = await CommandRun.OfAsync("demo", "--data", _data.FullName, "--provider", "incode", "--scenario", "retake-glare");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Contains("awaits front.glare, back.again", run.Output, StringComparison.Ordinal);
        Assert.Contains("take it again away from lamps and windows", run.Output, StringComparison.Ordinal);
        Assert.Contains("\naccepted\n", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("accepted", "accepted", 1)]
    [InlineData("no-webhook", "accepted", 1)]
    [InlineData("forged-key", "rejected", 1)]
    [InlineData("review-reversed", "rejected", 2)]
    public async Task Demo_Passbase_EndsWithTheDecisionThatStands(string scenario, string decision, int revision)
    {
        var (exitCode, report) = await DemoAsync("--provider", "passbase", "--scenario", scenario);

        Assert.Equal((ExitCode.Ok, decision), (exitCode, Text(report, "decision")));
        Assert.Equal(revision, report["result"]!["revision"]!.GetValue<int>());
        Assert.Equal(1, Count(report, "verificationsStarted"));
        Assert.Contains("session.kept", report["timeline"]!.AsArray().Select(entry => Text(entry, "code")));
    }

    [Fact]
    public async Task Demo_PassbasePersonGivesUp_IsCanceledAndNothingWasPaid()
    {
        var (exitCode, report) = await DemoAsync("--provider", "passbase", "--scenario", "canceled");

        Assert.Equal((ExitCode.Failed, "canceled"), (exitCode, Text(report, "status")));
        Assert.Equal((0, 0), (Count(report, "sessionsOpened"), Count(report, "verificationsStarted")));
    }

    [Theory]
    [InlineData("failed")]
    [InlineData("canceled")]
    public async Task Demo_ScenarioWithoutDecision_ExitsOneAndLeavesNothingOpen(string status)
    {
        var (exitCode, report) = await DemoAsync("--scenario", status);

        Assert.Equal(ExitCode.Failed, exitCode);
        Assert.Equal(status, Text(report, "status"));
        Assert.Null(report["decision"]);
        Assert.Null(report["result"]);
        Assert.Null(report["resultPath"]);
        AssertCleanedUp(report);
    }

    [Fact]
    public async Task Demo_Json_HasTheMembersThatAreReliedOn()
    {
        var (_, report) = await DemoAsync();

        Assert.Equal(
            ["id", "status", "decision", "provider", "resultPath", "result", "timeline", "simulator"], report.Select(member => member.Key));
        Assert.Equal(
            ["sessionsOpened", "startCalls", "verificationsStarted", "sessionsDeleted", "sessionsOpen"],
            report["simulator"]!.AsObject().Select(member => member.Key));
        Assert.Equal("assure.signicatpictureid", Text(report, "provider"));
        Assert.True(JsonNode.DeepEquals(
            report["result"], JsonNode.Parse(await File.ReadAllTextAsync(Text(report, "resultPath")!, TestContext.Current.CancellationToken))));
    }

    [Fact]
    public async Task Demo_ResultFile_IsReadableByItsOwnerOnly()
    {
        var (_, report) = await DemoAsync();

        Assert.Equal(
            OperatingSystem.IsWindows() ? default : UnixFileMode.UserRead | UnixFileMode.UserWrite,
            OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(Text(report, "resultPath")!));
    }

    [Fact]
    public async Task Demo_Timeline_IsAWholeChain()
    {
        var (_, report) = await DemoAsync();
        var file = Path.Combine(_data.FullName, "report.json");
        await File.WriteAllTextAsync(file, report.ToJsonString(), TestContext.Current.CancellationToken);

        var run = await CommandRun.OfAsync("verify-timeline", file);

        Assert.Equal(ExitCode.Ok, run.ExitCode);
    }

    [Theory]
    [InlineData("--front", "passport.jpg")]
    [InlineData("--front", "card-front.png", "--back", "card-back.jpg")]
    [InlineData("--front", "passport.png", "--selfie", "selfie.jpg")]
    public async Task Demo_OwnPictures_AreTaken(params string[] pictures)
    {
        var (exitCode, report) = await DemoAsync(
            [.. pictures.Select(word => word.StartsWith('-') ? word : Repository.PathTo("samples", word))]);

        Assert.Equal(ExitCode.Ok, exitCode);
        Assert.Equal("accepted", Text(report, "decision"));
    }

    [Fact]
    public async Task Demo_PictureIsNone_SaysWhyAndFails()
    {
        var file = Path.Combine(_data.FullName, "front.png");
        await File.WriteAllTextAsync(file, "not a picture", TestContext.Current.CancellationToken);

        var run = await CommandRun.OfAsync("demo", "--json", "--data", _data.FullName, "--front", file);

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Demo_NoTerminal_PrintsOneLineAStepAndTheOutcome()
    {
        var run = await CommandRun.OfAsync("demo", "--data", _data.FullName);

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Contains("verification.started", run.Output, StringComparison.Ordinal);
        Assert.Contains("session.deleted", run.Output, StringComparison.Ordinal);
        Assert.Contains("\naccepted\n", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', run.Output);
        Assert.Empty(run.Error);
    }

    public void Dispose() => _data.Delete(recursive: true);

    private static void AssertCleanedUp(JsonObject report)
    {
        Assert.Equal(1, Count(report, "sessionsOpened"));
        Assert.Equal(1, Count(report, "sessionsDeleted"));
        Assert.Equal(0, Count(report, "sessionsOpen"));
        var codes = report["timeline"]!.AsArray().Select(entry => Text(entry, "code")).ToList();
        Assert.Contains("images.discarded", codes);
        Assert.Contains("session.deleted", codes);
    }

    private async Task<(int ExitCode, JsonObject Report)> DemoAsync(params string[] args)
    {
        var run = await CommandRun.OfAsync(["demo", "--json", "--data", _data.FullName, .. args]);
        Assert.Empty(run.Error);
        return (run.ExitCode, JsonNode.Parse(run.Output)!.AsObject());
    }

    private static string? Text(JsonNode? json, string name) => json?[name]?.GetValue<string>();

    private static int Count(JsonObject report, string name) => report["simulator"]![name]!.GetValue<int>();
}
