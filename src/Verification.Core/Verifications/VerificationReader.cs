using Verification.Core.Providers;
using Verification.Core.Sessions;
using Verification.Core.Workflows;

namespace Verification.Core.Verifications;

/// <summary>Puts together what is known of a verification: its record, what its workflow published, its request and its session.</summary>
public sealed class VerificationReader(
    VerificationStore verifications, RequestStore requests, SessionStore sessions, IWorkflowClient workflows)
{
    /// <summary>The record, or null when there is none that belongs to this client and was acknowledged.</summary>
    public async Task<VerificationRecord?> FindAsync(string client, VerificationId id, CancellationToken cancellationToken) =>
        await verifications.FindAsync(id, cancellationToken) is { Scheduled: true } record && record.Client == client ? record : null;

    public async Task<VerificationSnapshot> ReadAsync(VerificationRecord record, CancellationToken cancellationToken)
    {
        var request = await requests.FindAsync(record.Id, cancellationToken);
        if (record.Outcome is { } outcome)
        {
            return new VerificationSnapshot(
                record, outcome.Status, outcome.Decision, outcome.Reasons, outcome.Revision, outcome.Provider.ToString(),
                request?.Reference, CaptureUrl: null, HasToken: false, Awaiting: [], outcome.At);
        }

        var instance = await workflows.GetAsync(record.Id.ToString(), cancellationToken);
        var dead = instance?.RuntimeStatus is WorkflowRuntimeStatus.Failed or WorkflowRuntimeStatus.Terminated;
        var (provider, session) = await CurrentSessionAsync(record, cancellationToken);
        return new VerificationSnapshot(
            record,
            dead ? VerificationStatus.Failed : instance?.Status?.Status ?? VerificationStatus.Pending,
            Decision: null,
            dead ? ["workflow.failed"] : [],
            Revision: 0,
            provider,
            request?.Reference,
            session?.CaptureUrl,
            session?.Token is not null,
            instance?.Status?.Awaiting ?? [],
            instance?.Status?.UpdatedAt ?? record.UpdatedAt);
    }

    /// <summary>The session of the latest attempt that has one.</summary>
    public async Task<(string Provider, ProviderSession? Session)> CurrentSessionAsync(
        VerificationRecord record, CancellationToken cancellationToken)
    {
        for (var attempt = record.Providers.Count; attempt > 0; attempt--)
        {
            if (await sessions.FindAsync(record.Id, attempt, cancellationToken) is { } state)
            {
                return (state.Provider, state.Session);
            }
        }

        return (record.Providers[0], null);
    }
}
