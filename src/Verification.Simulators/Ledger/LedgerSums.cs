namespace Verification.Simulators.Ledger;

internal static class LedgerSums
{
    public static LedgerCounts Sum(IEnumerable<LedgerSession> sessions, IEnumerable<IReadOnlyDictionary<string, int>> calls)
    {
        var all = sessions.ToList();
        return new LedgerCounts(
            SessionsOpened: all.Count,
            ImagesReceived: all.Sum(session => session.Images.Count),
            StartCalls: all.Sum(session => session.StartCalls),
            VerificationsStarted: all.Sum(session => session.Started.Count),
            ResultsRead: all.Sum(session => session.ResultsRead),
            SessionsDeleted: all.Count(session => session.DeletedAt is not null),
            SessionsOpen: all.Count(session => session.DeletedAt is null && session.ExpiredAt is null),
            WebhooksSent: all.Sum(session => session.Webhooks.Count),
            WebhookAnswers: Count(all.SelectMany(session => session.Webhooks).Select(webhook => (webhook.Answer, 1))),
            Calls: Count(calls.SelectMany(counts => counts).Select(count => (count.Key, count.Value))));
    }

    private static SortedDictionary<string, int> Count(IEnumerable<(string Key, int Value)> counts) =>
        new(counts.GroupBy(count => count.Key).ToDictionary(group => group.Key, group => group.Sum(count => count.Value)),
            StringComparer.Ordinal);
}
