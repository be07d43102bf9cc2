using System.Net;
using System.Text.Json.Nodes;

namespace Verification.Local.Tests.Crashes;

/// <summary>Judges the three promises from outside, by what the API says and by the simulators' ledger.</summary>
internal sealed class Verdict(Product product, PersistentClient client)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan CleanUpLimit = TimeSpan.FromSeconds(60);

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
        JudgePayments(acknowledged, ledger);
        foreach (var id in acknowledged.Values)
        {
            Assert.Equal(HttpStatusCode.NotFound, await client.StatusOfAsync($"/api/verifications/{id}/images/front"));
        }

        return ledger["total"]!.AsObject();
    }

    /// <summary>Nothing is lost: one decision, that of the scenario, and once.</summary>
    private async Task JudgeOutcomeAsync(Order order, string id)
    {
        var path = $"/api/verifications/{id}";
        var snapshot = await client.GetAsync(path);
        while (snapshot["status"]!.GetValue<string>() is "pending" or "awaitingInput" or "processing")
        {
            await Task.Delay(Pause, TimeProvider.System, Cancelled);
            snapshot = await client.GetAsync(path);
        }

        Assert.True(
            (snapshot["status"]!.GetValue<string>(), snapshot["decision"]?.GetValue<string>()) == ("completed", order.Decision),
            $"{order.Reference} ended as {snapshot.ToJsonString()}");
        Assert.Equal(1, snapshot["revision"]!.GetValue<int>());
        var timeline = (await client.GetAsync($"{path}/timeline"))["entries"]!.AsArray();
        Assert.Single(timeline, entry => entry!["code"]!.GetValue<string>() == "verification.completed");
    }

    /// <summary>
    /// Nothing is left behind: every session deleted, no image staged, no start half done. Except what no client can know of: a session of
    /// Incode whose opening was answered to a dead process, which nobody used and no call finds.
    /// </summary>
    private async Task<JsonObject> WaitForCleanUpAsync()
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var ledger = await client.LedgerAsync();
            var open = ledger["sessions"]!.AsArray().Count(session =>
                session!["deletedAt"] is null && (session["provider"]!.GetValue<string>() != Order.Incode || session["calls"]!.AsObject().Count > 0));
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

    /// <summary>Nothing is paid for twice: one paid start for each order, whatever ids it may have had.</summary>
    private static void JudgePayments(IReadOnlyDictionary<Order, string> acknowledged, JsonObject ledger)
    {
        var paid = ledger["sessions"]!.AsArray().ToLookup(
            session => session!["reference"]!.GetValue<string>(), session => session!["started"]!.AsArray().Count);
        Assert.Equal(
            acknowledged.Select(entry => $"{entry.Value} {entry.Key.Reference}: 1").Order(),
            paid.Select(sessions => $"{sessions.Key}: {sessions.Sum()}").Order());
    }
}
