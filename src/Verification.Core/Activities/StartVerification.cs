using Microsoft.Extensions.Logging;
using Verification.Core.Attempts;
using Verification.Core.Orchestration;
using Verification.Core.Providers;
using Verification.Core.Sessions;
using Verification.Core.Timeline;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Activities;

/// <summary>
/// Starts the verification, which is what costs money, at most once. Who claims the marker makes the call. Whoever finds it claimed,
/// or did not learn what became of the call, waits until the call must be over and asks the provider: started, go on; still pending,
/// repeat on the same session only where that cannot buy a second one.
/// </summary>
public sealed class StartVerification(
    VerificationStore verifications,
    SessionStore sessions,
    AttemptStore attempts,
    TimelineStore timeline,
    ProviderCatalog catalog,
    TimeProvider time,
    ILogger<StartVerification> logger)
    : Activity<AttemptInput, StartedVerification>(Ref, logger)
{
    public static readonly ActivityRef<AttemptInput, ActivityResult<StartedVerification>> Ref = new(nameof(StartVerification));

    protected override async Task<ActivityResult<StartedVerification>> ExecuteAsync(AttemptInput input, CancellationToken cancellationToken)
    {
        var (id, attempt) = input;
        var record = await verifications.GetAsync(id, cancellationToken);
        var provider = catalog.Get(record.ProviderOf(attempt));
        var session = await sessions.GetAsync(id, attempt, cancellationToken);
        if (await IsPaidElsewhereAsync(record, attempt, cancellationToken))
        {
            return new Failure(FailureKind.Permanent, "start.alreadyPaid");
        }

        var marker = new PaidAttempt(provider.Descriptor.Name, time.GetUtcNow(), AttemptFate.Unknown);
        return await attempts.ClaimAsync(id, attempt, marker, cancellationToken) switch
        {
            null => await StartAsync(input, record, provider, session, repeats: false, cancellationToken),
            { Fate: AttemptFate.Started } => new StartedVerification(AttemptFate.Started),
            { } claimed when time.GetUtcNow() < claimed.At + provider.Descriptor.StartSettlesWithin => Unknown(provider, claimed.At),
            { } claimed => await AskAsync(input, record, claimed, provider, session, cancellationToken),
        };
    }

    /// <summary>The ceiling: one paid start a verification, whatever led to another attempt.</summary>
    private async Task<bool> IsPaidElsewhereAsync(VerificationRecord record, int attempt, CancellationToken cancellationToken)
    {
        for (var other = 1; other <= record.Providers.Count; other++)
        {
            if (other != attempt
                && await attempts.FindAsync(record.Id, other, cancellationToken) is { Fate: not AttemptFate.NotStarted })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The call itself, and nobody but who holds the marker comes here. After the deadline nobody waits for what it would buy.</summary>
    /// <param name="repeats">It follows one whose fate is unknown, of which a refusal says nothing: that one may have taken effect late.</param>
    private async Task<ActivityResult<StartedVerification>> StartAsync(
        AttemptInput input,
        VerificationRecord record,
        IVerificationProvider provider,
        ProviderSession session,
        bool repeats,
        CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() >= record.ExpiresAt)
        {
            await attempts.SettleAsync(input.Id, input.Attempt, AttemptFate.NotStarted, cancellationToken);
            return new StartedVerification(AttemptFate.NotStarted, Refusal: new Failure(FailureKind.Permanent, Ending.DeadlinePassed));
        }

        try
        {
            await provider.StartAsync(session, cancellationToken);
            return await SettleStartedAsync(input, cancellationToken);
        }
        catch (ProviderException exception)
            when (!exception.MayHaveTakenEffect && (!repeats || Failures.Of(exception).Kind == FailureKind.Permanent))
        {
            if (repeats && (await provider.GetProgressAsync(session, cancellationToken)).State != ProviderState.Pending)
            {
                return await SettleStartedAsync(input, cancellationToken);
            }

            await attempts.SettleAsync(input.Id, input.Attempt, AttemptFate.NotStarted, CancellationToken.None);
            return new StartedVerification(AttemptFate.NotStarted, Refusal: Failures.Of(exception));
        }
        catch (ProviderException)
        {
            return Unknown(provider, time.GetUtcNow());
        }
    }

    private async Task<ActivityResult<StartedVerification>> AskAsync(
        AttemptInput input,
        VerificationRecord record,
        PaidAttempt claimed,
        IVerificationProvider provider,
        ProviderSession session,
        CancellationToken cancellationToken)
    {
        var progress = await provider.GetProgressAsync(session, cancellationToken);
        if (progress.State != ProviderState.Pending)
        {
            return await SettleStartedAsync(input, cancellationToken);
        }

        if (!provider.Descriptor.StartIsRepeatSafe)
        {
            return new Failure(FailureKind.Permanent, "start.unknown");
        }

        var now = time.GetUtcNow();
        return await attempts.TryRenewAsync(input.Id, input.Attempt, claimed, now, cancellationToken)
            ? await StartAsync(input, record, provider, session, repeats: true, cancellationToken)
            : Unknown(provider, now);
    }

    private async Task<ActivityResult<StartedVerification>> SettleStartedAsync(AttemptInput input, CancellationToken cancellationToken)
    {
        await attempts.SettleAsync(input.Id, input.Attempt, AttemptFate.Started, cancellationToken);
        await timeline.AppendAsync(input.Id, Actor.System, "verification.started", $"{input.Attempt}", cancellationToken);
        return new StartedVerification(AttemptFate.Started);
    }

    private static StartedVerification Unknown(IVerificationProvider provider, DateTimeOffset since) =>
        new(AttemptFate.Unknown, since + provider.Descriptor.StartSettlesWithin);
}
