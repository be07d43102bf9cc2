using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Verification.Core.Orchestration;
using Verification.Core.Providers;
using Verification.Core.Sessions;
using Verification.Core.Timeline;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Activities;

/// <summary>
/// Opens the session at the provider. An intent is recorded before the first call and what exists after each, so that a run after a
/// crash goes on with what the former one opened, and finds by our reference what it did not come to record, once a search can find it.
/// </summary>
public sealed class OpenSession(
    VerificationStore verifications,
    RequestStore requests,
    SessionStore sessions,
    TimelineStore timeline,
    ProviderCatalog catalog,
    IOptions<VerificationOptions> options,
    TimeProvider time,
    ILogger<OpenSession> logger)
    : Activity<AttemptInput, Nothing>(Ref, logger)
{
    public static readonly ActivityRef<AttemptInput, ActivityResult<Nothing>> Ref = new(nameof(OpenSession));

    protected override async Task<ActivityResult<Nothing>> ExecuteAsync(AttemptInput input, CancellationToken cancellationToken)
    {
        var (id, attempt) = input;
        var record = await verifications.GetAsync(id, cancellationToken);
        var provider = catalog.Get(record.ProviderOf(attempt));
        var state = await sessions.FindAsync(id, attempt, cancellationToken);
        if (state is { Opened: true })
        {
            return Nothing.Value;
        }

        if (time.GetUtcNow() >= record.ExpiresAt)
        {
            // What an earlier run may have opened is found, and deleted, when the session is closed.
            return new Failure(FailureKind.Permanent, Ending.DeadlinePassed);
        }

        if (state is { Session: null, LookFrom: { } from } && from > time.GetUtcNow())
        {
            return new Failure(FailureKind.Transient, "session.settling", from - time.GetUtcNow());
        }

        var request = await requests.GetAsync(id, cancellationToken);
        var reference = ExternalReference.Of(id, request, attempt);
        var existing = state is null ? null : state.Session ?? await provider.FindSessionAsync(reference, cancellationToken);
        if (existing is null)
        {
            state = new SessionState(
                provider.Descriptor.Name, null, Opened: false, time.GetUtcNow() + provider.Descriptor.SearchLag, Doubtful: state is not null);
            await sessions.PutAsync(id, attempt, state, cancellationToken);
        }

        var known = existing is not null;
        ProviderSession opened;
        try
        {
            opened = await provider.OpenSessionAsync(
                new OpenSessionRequest(id, reference, record.Capture, request, WebhookUrl(provider.Descriptor, id), existing),
                session => RecordAsync(session, opened: false),
                cancellationToken);
        }
        catch (ProviderException exception) when (!known)
        {
            await SettleIntentAsync(input, provider, state!, exception);
            throw;
        }

        await RecordAsync(opened, opened: true);
        await timeline.AppendAsync(id, Actor.System, "session.opened", $"{attempt}", cancellationToken);
        return Nothing.Value;

        async Task RecordAsync(ProviderSession session, bool opened)
        {
            known = true;
            await sessions.PutAsync(id, attempt, state! with { Session = session, Opened = opened }, CancellationToken.None);
            await sessions.LinkAsync(
                provider.Descriptor.Family,
                session.Key,
                new SessionLink(id, attempt, provider.Descriptor.Name, time.GetUtcNow()),
                CancellationToken.None);
        }
    }

    /// <summary>The call is over: what it certainly did not open need not be looked for, anything else from now on.</summary>
    private Task SettleIntentAsync(AttemptInput input, IVerificationProvider provider, SessionState intent, ProviderException failure) =>
        failure.MayHaveTakenEffect || intent.Doubtful
            ? sessions.PutAsync(
                input.Id,
                input.Attempt,
                intent with { LookFrom = time.GetUtcNow() + provider.Descriptor.SearchLag },
                CancellationToken.None)
            : sessions.ForgetIntentAsync(input.Id, input.Attempt, CancellationToken.None);

    private Uri? WebhookUrl(ProviderDescriptor provider, VerificationId id) =>
        options.Value.PublicUrl is { } url ? new Uri(url, $"/api/webhooks/{provider.Family}/{id}") : null;
}
