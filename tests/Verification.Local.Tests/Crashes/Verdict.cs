using System.Net;
using System.Text.Json.Nodes;

namespace Verification.Local.Tests.Crashes;

/// <summary>Judges the three promises from outside, by what the API says and by the simulators' ledger.</summary>
internal sealed class Verdict(Product product, PersistentClient client)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan CleanUpLimit = TimeSpan.FromSeconds(60);

    /// <summary>An erasure waits two minutes for a workflow that does not stop, and then for all activities.</summary>
    private static readonly TimeSpan ErasureLimit = TimeSpan.FromSeconds(60);

    private static readonly string[] Outcomes = ["verification.completed", "verification.failed", "verification.canceled", "verification.expired"];

    /// <summary>Prefixes under which nothing lies once all is over.</summary>
    private static readonly string[] Cleaned = ["images", "staging", "starting", "sessions"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>A ledger's sums in words.</summary>
    public static string Sums(JsonNode total) =>
        $"{total["sessionsOpened"]} sessions opened, {total["startCalls"]} start calls, {total["verificationsStarted"]} paid starts, "
        + $"{total["sessionsOpen"]} sessions open";

    /// <summary>Waits for all ends and for the cleaning up after them, and holds them against the promises.</summary>
    /// <param name="acknowledged">The orders, and the id under which each was acknowledged.</param>
    /// <returns>The ledger's sums.</returns>
    public async Task<JsonObject> JudgeAsync(IReadOnlyDictionary<Order, string> acknowledged)
    {
        foreach (var (order, id) in acknowledged)
        {
            await JudgeOutcomeAsync(order, id);
        }

        var ledger = await WaitForCleanUpAsync();
        await JudgePaymentsAsync(acknowledged, ledger);
        foreach (var id in acknowledged.Where(entry => entry.Key.Act != Act.Erase).Select(entry => entry.Value))
        {
            Assert.Equal(HttpStatusCode.NotFound, await client.StatusOfAsync($"/api/verifications/{id}/images/front"));
        }

        return ledger["total"]!.AsObject();
    }

    /// <summary>Nothing is lost: one outcome, once: the scenario's decision, or what the client asked for.</summary>
    private async Task JudgeOutcomeAsync(Order order, string id)
    {
        var path = $"/api/verifications/{id}";
        if (order.Act == Act.Erase)
        {
            await JudgeErasureAsync(path);
            return;
        }

        var snapshot = await client.GetAsync(path);
        while (snapshot["status"]!.GetValue<string>() is "pending" or "awaitingInput" or "processing")
        {
            await Task.Delay(Pause, TimeProvider.System, Cancelled);
            snapshot = await client.GetAsync(path);
        }

        var ended = (snapshot["status"]!.GetValue<string>(), snapshot["decision"]?.GetValue<string>());
        Assert.True(
            ended == ("completed", order.Decision) || (order.Act == Act.Cancel && ended == ("canceled", null)),
            $"{order.Reference} ended as {snapshot.ToJsonString()}");
        Assert.Equal(1, snapshot["revision"]!.GetValue<int>());
        var timeline = (await client.GetAsync($"{path}/timeline"))["entries"]!.AsArray();
        Assert.Single(timeline, entry => Outcomes.Contains(entry!["code"]!.GetValue<string>()));
    }

    private async Task JudgeErasureAsync(string path)
    {
        var began = TimeProvider.System.GetTimestamp();
        while ((await client.ReadAnyAsync(path))["receipt"] is null)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < ErasureLimit, $"{path} is not erased.");
            await Task.Delay(Pause, TimeProvider.System, Cancelled);
        }
    }

    /// <summary>Nothing is left behind: every session deleted, no image staged, no start half done.</summary>
    private async Task<JsonObject> WaitForCleanUpAsync()
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var ledger = await client.LedgerAsync();
            var open = ledger["sessions"]!.AsArray().Count(session => MustBeDeleted(session!) && session!["deletedAt"] is null);
            string[] left = [.. Cleaned.SelectMany(product.Objects)];
            if (open == 0 && left.Length == 0)
            {
                return ledger;
            }

            if (TimeProvider.System.GetElapsedTime(began) > CleanUpLimit)
            {
                Assert.Fail($"{open} sessions are open, and left in the store are: {string.Join(", ", left.DefaultIfEmpty("nothing"))}");
            }

            await Task.Delay(Pause, TimeProvider.System, Cancelled);
        }
    }

    /// <summary>Passbase deletes nothing, and of an opening whose answer the kill took Incode cannot be asked.</summary>
    private static bool MustBeDeleted(JsonNode session) => session["provider"]!.GetValue<string>() switch
    {
        "passbase" => false,
        "incode" => session["calls"]!.AsObject().Count > 0,
        _ => true,
    };

    /// <summary>A second attempt in a session of its own has a number behind the reference.</summary>
    private static string OrderOf(string reference) => reference.Split(" #")[0];

    /// <summary>Nothing is paid for twice: one paid start for each decision, at most one for anything else, whatever ids it may have had.</summary>
    private async Task JudgePaymentsAsync(IReadOnlyDictionary<Order, string> acknowledged, JsonObject ledger)
    {
        var paid = ledger["sessions"]!.AsArray()
            .GroupBy(session => OrderOf(session!["reference"]!.GetValue<string>()), session => session!["started"]!.AsArray().Count)
            .ToDictionary(sessions => sessions.Key, sessions => sessions.Sum());
        Assert.Empty(paid.Keys.Except(acknowledged.Select(entry => $"{entry.Value} {entry.Key.Reference}")));
        foreach (var (order, id) in acknowledged)
        {
            var starts = paid.GetValueOrDefault($"{id} {order.Reference}");
            var decided = order.Act == Act.None
                || (order.Act == Act.Cancel && (await client.GetAsync($"/api/verifications/{id}"))["decision"] is not null);
            Assert.True(decided ? starts == 1 : starts <= 1, $"{order.Reference} was paid for {starts} times.");
        }
    }
}
