using System.Text.Json;
using System.Text.Json.Nodes;

namespace Verification.Local.Demo;

/// <summary>Tells the view what happens: what the client does, what the timeline says, what the simulator sent.</summary>
internal sealed class DemoWatch(DemoClient client, IDemoView view, TimeProvider time)
{
    private readonly DateTimeOffset _begin = time.GetUtcNow();
    private int _entries;
    private int _webhooks;

    /// <summary>Shows what the client has done, at the time at which it asked for it.</summary>
    public void Client(string text, string detail) => view.Show(new DemoStep(client.Sent - _begin, DemoActor.Client, text, detail));

    public void Status(string status) => view.Status(status);

    /// <summary>Shows what is new.</summary>
    /// <returns>The timeline so far.</returns>
    public async Task<JsonArray> SeeAsync(string id, CancellationToken cancellationToken)
    {
        var timeline = Entries(await client.GetAsync($"/api/verifications/{id}/timeline", cancellationToken));
        var webhooks = Webhooks(await client.GetAsync("/_sim/ledger", cancellationToken));
        var steps = timeline.Skip(_entries).Select(Step).Concat(webhooks.Skip(_webhooks).Select(WebhookStep)).OrderBy(step => step.At);
        foreach (var step in steps.ToList())
        {
            view.Show(step);
        }

        (_entries, _webhooks) = (timeline.Count, webhooks.Count);
        return timeline;
    }

    public async Task<SimulatorCounts> CountAsync(CancellationToken cancellationToken)
    {
        var ledger = await client.GetAsync("/_sim/ledger", cancellationToken);
        return ledger["total"].Deserialize<SimulatorCounts>(JsonSerializerOptions.Web)!;
    }

    private DemoStep Step(JsonNode? entry)
    {
        var code = entry!["code"]!.GetValue<string>();
        return new DemoStep(At(entry["time"]!), DemoActor.Service, StepTexts.Of(code), code);
    }

    private DemoStep WebhookStep(JsonNode? webhook)
    {
        var variant = webhook!["variant"]!.GetValue<string>();
        var text = variant == "genuine" ? "webhook" : $"webhook ({variant})";
        return new DemoStep(At(webhook["at"]!), DemoActor.Provider, text, $"answered {webhook["answer"]}");
    }

    private TimeSpan At(JsonNode moment) => moment.GetValue<DateTimeOffset>() - _begin;

    private static JsonArray Entries(JsonObject timeline) => timeline["entries"]!.DeepClone().AsArray();

    private static List<JsonNode?> Webhooks(JsonObject ledger) =>
        [.. ledger["sessions"]!.AsArray().SelectMany(session => session!["webhooks"]!.AsArray())];
}
