using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Verification.Core;
using Verification.Core.Workflows;
using Verification.Engine.History;
using Verification.Engine.Storage;
using Verification.Engine.Workflows;
using Verification.Testing;

namespace Verification.Engine.Tests.History;

/// <summary>The history of one instance as some version of its workflow left it. What is checked in stays as it is.</summary>
internal sealed record GoldenHistory(string Workflow, string Instance, IReadOnlyList<GoldenStep> Steps)
{
    public static string Folder { get; } = Repository.PathTo("tests", "Verification.Engine.Tests", "History");

    /// <summary>The workflows of the product by name.</summary>
    public static IReadOnlyDictionary<string, IWorkflow> Workflows { get; } = Registered().ToDictionary(workflow => workflow.Name);

    /// <summary>The checked-in files, relative to <see cref="Folder"/>.</summary>
    public static IEnumerable<string> Files =>
        Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    public static GoldenHistory Read(string file) =>
        JsonSerializer.Deserialize<GoldenHistory>(File.ReadAllText(Path.Combine(Folder, file)), WorkflowJson.Options)!;

    public static GoldenHistory Read(EngineDatabase database, string instanceId)
    {
        var instance = database.Find(instanceId) ?? throw new InvalidOperationException($"There is no instance {instanceId}.");
        return new GoldenHistory(instance.Workflow, instanceId, [.. database.History(instance.Key).Select(GoldenStep.Of)]);
    }

    /// <summary>A step a line, so that a person can follow it.</summary>
    public string ToJson() => $$"""
        {
          "workflow": "{{Workflow}}",
          "instance": "{{Instance}}",
          "steps": [
            {{string.Join(",\n    ", Steps.Select(step => JsonSerializer.Serialize(step, WorkflowJson.Options)))}}
          ]
        }

        """;

    /// <summary>Brings this code to where the history ends, as the engine does when it loads an instance.</summary>
    /// <returns>The step that does not fit and why, or null when the code fits.</returns>
    public string? Replay(IReadOnlyDictionary<string, IWorkflow> workflows)
    {
        var alarms = new AlarmList();
        var executor = new WorkflowExecutor(workflows, new Batch(), alarms, _ => { }, NullLogger.Instance);
        executor.Replay(
            new Instance(key: 1, Instance, Workflow, DateTimeOffset.FromUnixTimeMilliseconds(Steps[0].At)),
            [.. Steps.Select((step, episode) => step.ToRow(episode))]);
        return alarms.Snapshot().SingleOrDefault()?.Step;
    }

    private static IWorkflow[] Registered()
    {
        using var services = new ServiceCollection().AddVerificationCore(new ConfigurationBuilder().Build()).BuildServiceProvider();
        return [.. services.GetServices<IWorkflow>()];
    }
}

/// <summary>A row of the table <c>history</c>.</summary>
internal sealed record GoldenStep(long At, JsonElement Event, JsonElement Actions)
{
    public static GoldenStep Of(HistoryRow row) => new(row.At, Parse(row.Event), Parse(row.Actions!));

    public HistoryRow ToRow(int episode) => new(Instance: 1, episode, At, Bytes(Event), Bytes(Actions));

    private static JsonElement Parse(byte[] json) => JsonSerializer.Deserialize<JsonElement>(json);

    private static byte[] Bytes(JsonElement json) => JsonSerializer.SerializeToUtf8Bytes(json);
}
