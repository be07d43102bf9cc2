using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Verification.Core.Timeline;
using Verification.Core.Workflows;

namespace Verification.Local.Commands;

/// <summary><c>verify-timeline</c>: checks the chain of a timeline that was read from the API, without the service.</summary>
internal static class VerifyTimelineCommand
{
    private static readonly JsonSerializerOptions Strict = new(WorkflowJson.Options)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,

        // What no digest covers anybody could have added.
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
    };

    public static Command Create()
    {
        var file = new Argument<FileInfo>("file")
        {
            HelpName = "FILE",
            Description = "The answer of GET /api/verifications/{id}/timeline, or what demo --json printed.",
        };
        file.Validators.Add(InputFile.Check);
        var command = new Command("verify-timeline", "Check that no entry of a timeline was changed or taken out.") { file };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetRequiredValue(file), parsed.InvocationConfiguration.Output, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo file, TextWriter output, CancellationToken cancellationToken)
    {
        var (entries, head) = Read(await File.ReadAllTextAsync(file.FullName, cancellationToken))
            ?? throw new CommandException(
                $"{file.Name} holds no timeline; it should be JSON as GET /api/verifications/{{id}}/timeline answers it.", ExitCode.BadArguments);
        if (TimelineChain.FirstBreak(entries) is { } broken)
        {
            throw new CommandException(
                $"The timeline is broken at entry {broken} of {entries.Count} ({entries[broken - 1].Code}): "
                + "it does not follow from the one before it, so one of the two was changed or one between them is missing.");
        }

        if (head is not null && head != TimelineChain.Head(entries))
        {
            throw new CommandException(
                $"The timeline is broken at its end: its {entries.Count} entries have another head than the one beside them, "
                + "so the last was changed or some behind it are missing.");
        }

        await output.WriteLineAsync($"The timeline is whole: {entries.Count} entries, head {TimelineChain.Head(entries)}.");
        return ExitCode.Ok;
    }

    /// <summary>The entries, standing alone or as a member of an object, and the head where one is stated beside them.</summary>
    private static (List<TimelineEntry> Entries, string? Head)? Read(string text)
    {
        try
        {
            var json = JsonNode.Parse(text);
            string? head = null;
            while (json is JsonObject parent)
            {
                head = (string?)parent["head"];
                json = parent["timeline"] ?? parent["entries"] ?? parent["items"];
            }

            return json?.Deserialize<List<TimelineEntry>>(Strict) is { Count: > 0 } entries && entries.TrueForAll(entry => entry is not null)
                ? (entries, head)
                : null;
        }
        catch (Exception exception) when (exception is JsonException or FormatException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
