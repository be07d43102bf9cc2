using Microsoft.Extensions.Logging;
using Verification.Core.Providers;
using Verification.Core.Sessions;
using Verification.Core.Timeline;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Activities;

/// <summary>Deletes what the provider holds for one attempt, if anything was opened at all, and not what was handed over to the next.</summary>
public sealed class CloseSession(
    VerificationStore verifications,
    RequestStore requests,
    SessionStore sessions,
    TimelineStore timeline,
    ProviderCatalog catalog,
    TimeProvider time,
    ILogger<CloseSession> logger)
    : Activity<CloseSessionInput, Nothing>(Ref, logger)
{
    private const int LagsToBelieve = 10;

    public static readonly ActivityRef<CloseSessionInput, ActivityResult<Nothing>> Ref = new(nameof(CloseSession));

    protected override async Task<ActivityResult<Nothing>> ExecuteAsync(CloseSessionInput input, CancellationToken cancellationToken)
    {
        var (id, attempt, abandoned) = input;
        var record = await verifications.GetAsync(id, cancellationToken);
        var provider = catalog.Get(record.ProviderOf(attempt));
        if (await sessions.FindAsync(id, attempt, cancellationToken) is not { } state)
        {
            return Nothing.Value;
        }

        // An intent without a session: the call may have opened one and the answer was lost.
        if ((state.Session ?? await FindAsync(id, attempt, provider, cancellationToken)) is not { } session)
        {
            if (Unsettled(state, provider) is { } settling)
            {
                return settling;
            }

            await SayWhatIsLeftAsync(input, provider, cancellationToken);
            return Nothing.Value;
        }

        if (abandoned)
        {
            await RecordLateAnswerAsync(input, provider, session, cancellationToken);
        }

        var outcome = await provider.DeleteAsync(session, cancellationToken);
        if (state.Doubtful)
        {
            await DeleteOthersAsync(id, attempt, provider, session.Key, cancellationToken);
            if (Unsettled(state, provider) is { } wait)
            {
                return wait;
            }

            await SayWhatIsLeftAsync(input, provider, cancellationToken);
        }

        var code = outcome == DeletionOutcome.NotSupported ? "session.kept" : "session.deleted";
        await timeline.AppendAsync(id, Actor.System, code, $"{attempt}", cancellationToken);
        await sessions.ForgetAsync(id, attempt, provider.Descriptor.Family, session, cancellationToken);
        return Nothing.Value;
    }

    /// <summary>
    /// Where an opening was answered to nobody, that a search finds nothing is believed for good only after much longer than it may lag:
    /// nothing looks again after this.
    /// </summary>
    private Failure? Unsettled(SessionState state, IVerificationProvider provider)
    {
        var now = time.GetUtcNow();
        var next = now < state.LookFrom ? state.LookFrom : state.LookFrom + (LagsToBelieve * provider.Descriptor.SearchLag);
        return now < next ? new Failure(FailureKind.Transient, "session.settling", next - now) : null;
    }

    /// <summary>It changes nothing; deleting does not wait for a provider that cannot say.</summary>
    private async Task RecordLateAnswerAsync(
        CloseSessionInput input, IVerificationProvider provider, ProviderSession session, CancellationToken cancellationToken)
    {
        try
        {
            var progress = await provider.GetProgressAsync(session, cancellationToken);
            if (progress.State is not (ProviderState.Pending or ProviderState.Gone))
            {
                var answer = (progress.Decision?.ToString() ?? progress.State.ToString()).ToLowerInvariant();
                await timeline.AppendAsync(input.Id, Actor.Provider, "answer.late", $"{input.Attempt}.{answer}", cancellationToken);
            }
        }
        catch (ProviderException)
        {
        }
    }

    /// <summary>Of an opening that was answered to nobody, where no call finds what it made.</summary>
    private Task SayWhatIsLeftAsync(CloseSessionInput input, IVerificationProvider provider, CancellationToken cancellationToken) =>
        provider.Descriptor.FindsSessions
            ? Task.CompletedTask
            : timeline.AppendAsync(input.Id, Actor.System, "session.left", $"{input.Attempt}", cancellationToken);

    /// <summary>What a lost opening left beside the session that was used; a search that still lists the deleted one ends it.</summary>
    private async Task DeleteOthersAsync(
        VerificationId id, int attempt, IVerificationProvider provider, string deleted, CancellationToken cancellationToken)
    {
        HashSet<string> seen = [deleted];
        while (await FindAsync(id, attempt, provider, cancellationToken) is { } other && seen.Add(other.Key))
        {
            await provider.DeleteAsync(other, cancellationToken);
        }
    }

    private async Task<ProviderSession?> FindAsync(
        VerificationId id, int attempt, IVerificationProvider provider, CancellationToken cancellationToken)
    {
        var request = await requests.GetAsync(id, cancellationToken);
        return await provider.FindSessionAsync(ExternalReference.Of(id, request, attempt), cancellationToken);
    }
}
