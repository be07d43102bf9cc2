using System.Net;
using System.Text.Json.Nodes;
using Verification.Conformance.Tests.Cases;
using Verification.Conformance.Tests.Paths;
using Verification.Simulators.Ledger;

namespace Verification.Conformance.Tests.Running;

/// <summary>Says of one verification what is not as it should be, by what the API and the ledger of the simulators show.</summary>
/// <param name="asked">The codes of all that the person was asked for.</param>
internal sealed class Judge(KitHost host, ProviderPath path, ConformanceCase one, string id, IReadOnlySet<string> asked)
{
    private static readonly string[] Outcomes =
        ["verification.completed", "verification.failed", "verification.canceled", "verification.expired"];

    /// <summary>The first complaint, or null when everything is as it should be.</summary>
    public async Task<Complaint?> ComplaintAsync()
    {
        var sessions = await host.Ledger.SessionsAsync(id);
        return OfMoney(sessions)
            ?? await OfOutcomeAsync()
            ?? OfPaidDecision(sessions)
            ?? OfSessions(sessions)
            ?? OfScript(sessions)
            ?? OfAsking()
            ?? await OfImagesAsync();
    }

    private async Task<Complaint?> OfOutcomeAsync()
    {
        var (status, body) = await host.Client.SendAsync(HttpMethod.Get, $"/api/verifications/{id}");
        if (one.Expected == Ending.Erased)
        {
            return status is HttpStatusCode.Gone && body["receipt"] is JsonObject
                ? null
                : Complaint.ForNow($"It is not erased: {body.ToJsonString()}");
        }

        var ending = new Ending(body["status"]?.ToString() ?? "", body["decision"]?.ToString());
        if ((int?)body["revision"] < one.Revisions && one.Revisions > 1)
        {
            return Complaint.ForNow($"It has {body["revision"]} revisions, not {one.Revisions}: {body.ToJsonString()}");
        }

        if (ending != one.Expected)
        {
            return Complaint.Final($"It ended {ending}, not {one.Expected}: {body.ToJsonString()}");
        }

        if (one.Reason is { } reason && !body["reasons"]!.AsArray().Any(code => code!.ToString() == reason))
        {
            return Complaint.Final($"It does not say {reason}: {body.ToJsonString()}");
        }

        var timeline = (await host.Client.GetAsync($"/api/verifications/{id}/timeline"))["entries"]!.AsArray();
        if (one.LosesOpening && !path.FindsOpenings && timeline.All(entry => entry!["code"]!.ToString() != "session.left"))
        {
            return Complaint.ForNow("Its timeline does not say that a session may be left.");
        }

        var outcomes = timeline.Count(entry => Outcomes.Contains(entry!["code"]!.ToString()));
        return outcomes == one.Revisions ? await OfResultAsync() : Complaint.Final($"Its timeline has {outcomes} outcomes.");
    }

    private async Task<Complaint?> OfResultAsync()
    {
        var (status, result) = await host.Client.SendAsync(HttpMethod.Get, $"/api/verifications/{id}/result");
        if (one.Expected.Decision is null)
        {
            return status is HttpStatusCode.OK ? Complaint.Final("There is a result although there is no decision.") : null;
        }

        return status is HttpStatusCode.OK && result["decision"]?.ToString() == one.Expected.Decision
            ? OfRetention(result)
            : Complaint.Final($"The result answers {(int)status} {result.ToJsonString()}");
    }

    private Complaint? OfRetention(JsonObject result)
    {
        var full = one.Keep == "full";
        var person = result["person"] is JsonObject;

        // Of somebody who was not accepted not every provider says who it was.
        return person == full || (full && one.Expected != Ending.Accepted)
            ? null
            : Complaint.Final($"Kept was {one.Keep ?? "claims"}, but the result has {(person ? "a person" : "no person")}.");
    }

    private Complaint? OfMoney(IReadOnlyList<LedgerSession> sessions)
    {
        var started = sessions.Sum(session => session.Started.Count);
        return started > one.PaidStarts ? Complaint.Final($"{started} verifications were paid for; {one.PaidStarts} are allowed.") : null;
    }

    private Complaint? OfPaidDecision(IReadOnlyList<LedgerSession> sessions) =>
        one.Expected.Decision is not null && sessions.All(session => session.Started.Count == 0)
            ? Complaint.ForNow("There is a decision that nothing was paid for.")
            : null;

    private Complaint? OfAsking()
    {
        var again = !one.Script.ContainsKey("refusals") || asked.Any(code => !code.EndsWith(".missing", StringComparison.Ordinal));
        return again && one.Asks.All(asked.Contains) && !asked.Contains(one.AsksNot ?? "")
            ? null
            : Complaint.Final($"The person was asked for {string.Join(", ", asked)}.");
    }

    private async Task<Complaint?> OfImagesAsync()
    {
        foreach (var kind in new[] { "front", "back", "selfie" })
        {
            var (status, _) = await host.Client.SendAsync(HttpMethod.Get, $"/api/verifications/{id}/images/{kind}");
            if (status is HttpStatusCode.OK)
            {
                return Complaint.ForNow($"The {kind} is still staged.");
            }
        }

        return null;
    }

    private Complaint? OfSessions(IReadOnlyList<LedgerSession> sessions)
    {
        var unknown = one.LosesOpening && !path.FindsOpenings ? sessions.FirstOrDefault(session => session.Calls.Count == 0) : null;
        if (one.LosesOpening && !path.FindsOpenings && (unknown is null || sessions.Count != 2))
        {
            return Complaint.ForNow($"Of {sessions.Count} sessions {(unknown is null ? "none" : "one")} was never used; one of 2 should be.");
        }

        var open = sessions.Count(session => session != unknown && session.DeletedAt is null && session.ExpiredAt is null);
        return open > 0 && path.Deletes && !one.SessionStays
            ? Complaint.ForNow($"{open} of {sessions.Count} sessions are still open at the provider.")
            : null;
    }

    /// <summary>That the provider did what the case is about, and how its notifications were answered.</summary>
    private Complaint? OfScript(IReadOnlyList<LedgerSession> sessions)
    {
        if (one.Disturbed is { } call && one.Script.ContainsKey("faults") && !sessions.Any(session => session.Faults.ContainsKey(call)))
        {
            return Complaint.ForNow($"No call of kind {call} was disturbed.");
        }

        var webhooks = sessions.SelectMany(session => session.Webhooks).ToList();
        if (webhooks.Count < one.Notifications)
        {
            return Complaint.ForNow($"{webhooks.Count} notifications were sent, not {one.Notifications}.");
        }

        var wrong = webhooks.FirstOrDefault(
            webhook => webhook.Answer.StartsWith('2') == (webhook.Variant == "forged" && path.KnowsForgeries));
        return wrong is null ? null : Complaint.Final($"A {wrong.Variant} notification was answered {wrong.Answer}.");
    }
}
