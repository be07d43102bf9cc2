using System.Text.Json;
using Verification.Core.Timeline;
using Verification.Core.Workflows;
using Verification.Local.Commands;

namespace Verification.Local.Tests.Commands;

public sealed class VerifyTimelineCommandTests : IDisposable
{
    /// <summary>A chain of one, not yet closed.</summary>
    private const string Entry =
        """[{"sequence": 1, "time": "1970-01-01T00:00:01Z", "actor": "system", "code": "step.1", "ref": "1", "previous": """
        + "\"0000000000000000000000000000000000000000000000000000000000000000\"";

    private readonly string _file = Path.GetTempFileName();

    [Theory]
    [InlineData("{0}")]
    [InlineData("{{\"entries\": {0}}}")]
    [InlineData("{{\"id\": \"ver_0\", \"timeline\": {0}}}")]
    public async Task RunAsync_WholeChain_SaysSoWithItsHead(string form)
    {
        var entries = Chain(4);

        var run = await VerifyAsync(form, entries);

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Equal($"The timeline is whole: 4 entries, head {TimelineChain.Head(entries)}.\n", run.Output);
    }

    [Fact]
    public async Task RunAsync_EntryChanged_NamesTheFirstThatDoesNotFit()
    {
        var entries = Chain(4);
        entries[1] = entries[1] with { Code = "step.forged" };

        var run = await VerifyAsync("{0}", entries);

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.StartsWith("The timeline is broken at entry 3 of 4 (step.3)", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_EntryTakenOut_NamesTheOneAfterIt()
    {
        var entries = Chain(4);
        entries.RemoveAt(1);

        var run = await VerifyAsync("{0}", entries);

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.StartsWith("The timeline is broken at entry 2 of 3 (step.3)", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_EndTakenOff_DoesNotFitTheHead()
    {
        var entries = Chain(4);
        var form = "{{\"entries\": {0}, \"head\": \"" + TimelineChain.Head(entries) + "\"}}";

        var whole = await VerifyAsync(form, entries);
        var cut = await VerifyAsync(form, entries[..^1]);

        Assert.Equal((ExitCode.Ok, ExitCode.Failed), (whole.ExitCode, cut.ExitCode));
        Assert.StartsWith("The timeline is broken at its end", cut.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_NothingAddedToAnEntry_IsWhole()
    {
        await File.WriteAllTextAsync(_file, Entry + "}]", TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.Ok, (await CommandRun.OfAsync("verify-timeline", _file)).ExitCode);
    }

    [Theory]
    [InlineData("{\"head\": 3, \"entries\": []}")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("[{\"sequence\": \"one\"}]")]
    [InlineData("[null]")]
    [InlineData("[{}]")]
    [InlineData("{\"timeline\": 3}")]
    [InlineData(Entry + ", \"note\": \"added\"}]")]
    [InlineData(Entry + ", \"code\": \"step.1\"}]")]
    public async Task RunAsync_NoTimeline_SaysWhatItShouldBe(string content)
    {
        await File.WriteAllTextAsync(_file, content, TestContext.Current.CancellationToken);

        var run = await CommandRun.OfAsync("verify-timeline", _file);

        Assert.Equal(ExitCode.BadArguments, run.ExitCode);
        Assert.Contains("holds no timeline", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(_file);

    private static List<TimelineEntry> Chain(int length)
    {
        var entries = new List<TimelineEntry>();
        for (var sequence = 1; sequence <= length; sequence++)
        {
            var time = DateTimeOffset.UnixEpoch.AddSeconds(sequence);
            entries.Add(new TimelineEntry(sequence, time, Actor.System, $"step.{sequence}", "1", TimelineChain.Head(entries)));
        }

        return entries;
    }

    private async Task<CommandRun> VerifyAsync(string form, List<TimelineEntry> entries)
    {
        var json = string.Format(null, form, JsonSerializer.Serialize(entries, WorkflowJson.Options));
        await File.WriteAllTextAsync(_file, json, TestContext.Current.CancellationToken);
        return await CommandRun.OfAsync("verify-timeline", _file);
    }
}
