using Microsoft.Extensions.Logging;
using Verification.Core.Images;
using Verification.Core.Orchestration;
using Verification.Core.Sessions;
using Verification.Core.Storage;
using Verification.Core.Workflows;

namespace Verification.Core.Verifications;

/// <summary>Puts together what is known of a verification: its record, what its workflow published, its request and its session.</summary>
public sealed partial class VerificationReader(
    VerificationStore verifications,
    RequestStore requests,
    SessionStore sessions,
    ImageStore images,
    IWorkflowClient workflows,
    ILogger<VerificationReader> logger)
{
    /// <summary>The record, or null when there is none that belongs to this client and was acknowledged.</summary>
    public async Task<VerificationRecord?> FindAsync(string client, VerificationId id, CancellationToken cancellationToken) =>
        await verifications.FindAsync(id, cancellationToken) is { Scheduled: true } record && record.Client == client ? record : null;

    /// <summary>A request or session that is damaged is left out: one of them must not hide the rest, nor the others of a list.</summary>
    public async Task<VerificationSnapshot> ReadAsync(VerificationRecord record, CancellationToken cancellationToken)
    {
        var request = await UnlessDamagedAsync(record.Id, requests.FindAsync(record.Id, cancellationToken));
        if (record.Outcome is { } outcome)
        {
            return new VerificationSnapshot(
                record, outcome.Status, outcome.Decision, outcome.Reasons, outcome.Revision, outcome.Provider.ToString(),
                request?.Reference, SessionOpen: false, CaptureUrl: null, HasToken: false, Awaiting: [], outcome.At);
        }

        var instance = await workflows.GetAsync(record.Id.ToString(), cancellationToken);
        var dead = instance?.RuntimeStatus is WorkflowRuntimeStatus.Failed or WorkflowRuntimeStatus.Terminated;
        var current = await UnlessDamagedAsync<CurrentSession>(record.Id, CurrentSessionAsync(record, cancellationToken)!);
        var session = current?.Session;
        return new VerificationSnapshot(
            record,
            dead ? VerificationStatus.Failed : instance?.Status?.Status ?? VerificationStatus.Pending,
            Decision: null,
            dead ? [Ending.WorkflowFailed] : [],
            Revision: 0,
            current?.Provider ?? record.ProviderOf(Math.Max(1, record.ProvidersChosen)),
            request?.Reference,
            session is not null,
            session?.CaptureUrl,
            session?.Token is not null,
            dead ? [] : await StillAwaitedAsync(record, instance?.Status, cancellationToken),
            instance?.Status?.UpdatedAt ?? record.UpdatedAt);
    }

    /// <summary>The session of the latest attempt that began.</summary>
    public async Task<CurrentSession> CurrentSessionAsync(VerificationRecord record, CancellationToken cancellationToken)
    {
        if (record.ProvidersChosen is > 0 and var chosen)
        {
            var state = await sessions.FindAsync(record.Id, chosen, cancellationToken);
            return new CurrentSession(chosen, record.ProviderOf(chosen), state is { Opened: true } ? state.Session : null);
        }

        for (var attempt = record.Providers.Count; attempt > 0; attempt--)
        {
            if (await sessions.FindAsync(record.Id, attempt, cancellationToken) is { } state)
            {
                return new CurrentSession(attempt, state.Provider, state.Opened ? state.Session : null);
            }
        }

        return new CurrentSession(1, record.Providers[0], null);
    }

    /// <summary>Null, and told, where what is read is damaged.</summary>
    internal async Task<T?> UnlessDamagedAsync<T>(VerificationId id, Task<T?> reading)
        where T : class
    {
        try
        {
            return await reading;
        }
        catch (Exception damaged) when (Damage.Is(damaged))
        {
            LogDamaged(id, damaged.Message);
            return null;
        }
    }

    /// <summary>
    /// What the workflow awaits, less the images that came since; once all of them came, that they are submitted. Images may come
    /// before the workflow has opened its session and asks for them.
    /// </summary>
    private async Task<IReadOnlyList<AwaitedInput>> StillAwaitedAsync(
        VerificationRecord record, WorkflowStatus? status, CancellationToken cancellationToken)
    {
        var awaited = status is null or { Status: VerificationStatus.Pending }
            ? [.. record.NeededImages.Select(AwaitedInput.Missing)]
            : status.Awaiting;
        if (!awaited.Any(input => input.Kind is not null))
        {
            return awaited;
        }

        var staging = await images.GetStagingAsync(record.Id, cancellationToken);
        AwaitedInput[] missing = [.. awaited.Where(input => input.Kind is not { } kind || staging.Generations.Of(kind) <= input.Refused)];
        return missing.Length > 0 || staging.Submitted == staging.Generations ? missing : [new AwaitedInput(null, "submit.missing")];
    }

    [LoggerMessage(115, LogLevel.Error, "A part of {Verification} is damaged and left out where it is shown: {Reason}")]
    private partial void LogDamaged(VerificationId verification, string reason);
}
