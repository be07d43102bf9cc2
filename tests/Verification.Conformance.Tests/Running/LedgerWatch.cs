using System.Net.Http.Json;
using Verification.Simulators.Ledger;

namespace Verification.Conformance.Tests.Running;

/// <summary>Reads the ledger for all cases at once, at most every half second.</summary>
internal sealed class LedgerWatch(HttpClient http) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim _turn = new(1);
    private ILookup<string, LedgerSession> _sessions = Array.Empty<LedgerSession>().ToLookup(_ => "");
    private long? _readAt;

    /// <summary>What the providers were asked for in the name of this verification: its id begins their reference.</summary>
    public async Task<IReadOnlyList<LedgerSession>> SessionsAsync(string id)
    {
        await _turn.WaitAsync();
        try
        {
            if (_readAt is not { } last || TimeProvider.System.GetElapsedTime(last) > Fresh)
            {
                var report = await http.GetFromJsonAsync<LedgerReport>("/_sim/ledger");
                _sessions = report!.Sessions.ToLookup(session => session.Reference?.Split(' ')[0] ?? "");
                _readAt = TimeProvider.System.GetTimestamp();
            }

            return [.. _sessions[id]];
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
