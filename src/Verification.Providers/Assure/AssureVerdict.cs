using Verification.Core.Providers;
using Verification.Core.Verifications;

namespace Verification.Providers.Assure;

/// <summary>Where a session stands, from its processes.</summary>
internal static class AssureVerdict
{
    /// <summary>
    /// With two providers the person must satisfy both: the first end that is not an acceptance is the end, since the page does not
    /// go on from there, and an acceptance needs both.
    /// </summary>
    public static ProviderProgress Read(ProviderSession session, IReadOnlyList<AssureProcess> processes)
    {
        var states = processes.Select(AssureProgress.Read).ToList();
        if (states.FirstOrDefault(IsEnd) is { } end)
        {
            return end;
        }

        if (states.Count == AssureLookup.Expected(session) && states.TrueForAll(state => state.State is ProviderState.Decided))
        {
            return states[0];
        }

        var begun = states.Exists(state => state.State is not ProviderState.Pending);
        return new ProviderProgress(begun ? ProviderState.Processing : ProviderState.Pending);
    }

    private static bool IsEnd(ProviderProgress state) =>
        state is { State: ProviderState.Failed or ProviderState.Canceled }
        or { State: ProviderState.Decided, Decision: not Decision.Accepted };
}
