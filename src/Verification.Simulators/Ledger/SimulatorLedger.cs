using System.Text.Json;
using Verification.Simulators.Calls;
using Verification.Simulators.Images;

namespace Verification.Simulators.Ledger;

/// <summary>Writes down what is asked of the providers. Every report is of one moment.</summary>
public sealed class SimulatorLedger
{
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Provider, string Id), SessionEntry> _sessions = [];
    private readonly Dictionary<string, Dictionary<string, int>> _calls = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Provider, string Reference), Dictionary<string, int>> _disturbedOpenings = [];

    internal SimulatorLedger(TimeProvider time) => _time = time;

    /// <summary>What has been asked so far.</summary>
    public LedgerReport Report()
    {
        lock (_lock)
        {
            var sessions = _sessions.Values.Select(session => session.Report()).ToList();
            var providers = _calls.ToDictionary(
                calls => calls.Key,
                calls => LedgerSums.Sum(sessions.Where(session => session.Provider == calls.Key), [calls.Value]));
            return new LedgerReport(LedgerSums.Sum(sessions, _calls.Values), providers, sessions);
        }
    }

    internal void Reset()
    {
        lock (_lock)
        {
            _sessions.Clear();
            _calls.Clear();
            _disturbedOpenings.Clear();
        }
    }

    internal void Called(string provider, string? sessionId, Call call)
    {
        lock (_lock)
        {
            var calls = _calls.TryGetValue(provider, out var known) ? known : _calls[provider] = [];
            Increment(calls, call.Name);
            if (sessionId is not null && _sessions.TryGetValue((provider, sessionId), out var session))
            {
                Increment(session.Calls, call.Name);
                session.StartCalls += call.Kind == CallKind.Start ? 1 : 0;
            }
        }
    }

    /// <param name="id">Null while there is no session; then it is told of the next one that is opened for the reference.</param>
    internal void Disturbed(string provider, string? id, string reference, Call call)
    {
        lock (_lock)
        {
            if (FaultsOf(provider, id, reference) is { } faults)
            {
                Increment(faults, JsonNamingPolicy.CamelCase.ConvertName(call.Kind.ToString()));
            }
        }
    }

    internal void Opened(string provider, string id, string? reference, string scenario)
    {
        lock (_lock)
        {
            var faults = reference is not null && _disturbedOpenings.Remove((provider, reference), out var early) ? early : [];
            _sessions[(provider, id)] = new SessionEntry(provider, id, reference, scenario, _time.GetUtcNow(), faults);
        }
    }

    internal void ImageReceived(string provider, string id, string kind, SimulatedImage image) =>
        Write(provider, id, session => session.Images.Add(
            new LedgerImage(kind, image.Sha256, image.Format, image.Bytes.Length, _time.GetUtcNow())));

    internal void Started(string provider, string id, string startId, string product) =>
        Write(provider, id, session => session.Started.Add(new LedgerStart(startId, product, _time.GetUtcNow())));

    internal void ResultRead(string provider, string id) => Write(provider, id, session => session.ResultsRead++);

    internal void Deleted(string provider, string id) => Write(provider, id, session => session.DeletedAt ??= _time.GetUtcNow());

    internal void Expired(string provider, string id) => Write(provider, id, session => session.ExpiredAt ??= _time.GetUtcNow());

    internal void WebhookSent(string provider, string id, string name, string variant, int attempt, string answer) =>
        Write(provider, id, session => session.Webhooks.Add(new LedgerWebhook(name, variant, attempt, answer, _time.GetUtcNow())));

    private Dictionary<string, int>? FaultsOf(string provider, string? id, string reference)
    {
        if (id is not null)
        {
            return _sessions.GetValueOrDefault((provider, id))?.Faults;
        }

        return _disturbedOpenings.TryGetValue((provider, reference), out var early)
            ? early
            : _disturbedOpenings[(provider, reference)] = new Dictionary<string, int>(StringComparer.Ordinal);
    }

    private static void Increment(Dictionary<string, int> counts, string name) => counts[name] = counts.GetValueOrDefault(name) + 1;

    private void Write(string provider, string id, Action<SessionEntry> entry)
    {
        lock (_lock)
        {
            if (_sessions.TryGetValue((provider, id), out var session))
            {
                entry(session);
            }
        }
    }

    private sealed class SessionEntry(
        string provider, string id, string? reference, string scenario, DateTimeOffset openedAt, Dictionary<string, int> faults)
    {
        public DateTimeOffset? DeletedAt { get; set; }

        public DateTimeOffset? ExpiredAt { get; set; }

        public int StartCalls { get; set; }

        public int ResultsRead { get; set; }

        public List<LedgerImage> Images { get; } = [];

        public List<LedgerStart> Started { get; } = [];

        public List<LedgerWebhook> Webhooks { get; } = [];

        public Dictionary<string, int> Calls { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, int> Faults => faults;

        public LedgerSession Report() => new(
            provider, id, reference, scenario, openedAt, DeletedAt, ExpiredAt, StartCalls, ResultsRead,
            [.. Images], [.. Started], [.. Webhooks], new Dictionary<string, int>(Calls),
            new Dictionary<string, int>(Faults));
    }
}
