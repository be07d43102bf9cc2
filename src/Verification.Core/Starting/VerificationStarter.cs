using Verification.Core.Budgets;
using Verification.Core.Images;
using Verification.Core.Listing;
using Verification.Core.Orchestration;
using Verification.Core.Providers;
using Verification.Core.Storage;
using Verification.Core.Telemetry;
using Verification.Core.Timeline;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Starting;

/// <summary>
/// Starts verifications. The record comes first, the workflow has the record's id, and every step may be done again: a retry with the
/// same key, or the sweep, goes on from the record wherever a crash left it (draft-ietf-httpapi-idempotency-key-header-07).
/// </summary>
public sealed class VerificationStarter(
    StartStore starts,
    VerificationStore verifications,
    RequestStore requests,
    ImageStager stager,
    ImageStore images,
    TimelineStore timeline,
    BudgetStore budgets,
    VerificationIndex index,
    KeyedDigests digests,
    ISealedStore store,
    ProviderCatalog catalog,
    IWorkflowClient workflows,
    TimeProvider time)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>True where a start with this key was begun, whatever its body: then what it asks for was judged, and is not judged anew.</summary>
    public async Task<bool> IsKnownAsync(StartCommand command, CancellationToken cancellationToken) =>
        command.IdempotencyKey is { } key && await starts.IsClaimedAsync(command.Client, key, cancellationToken);

    /// <exception cref="ImageRefusedException">An image is not one; nothing is kept of the start.</exception>
    public async Task<StartResult> StartAsync(StartCommand command, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var id = VerificationId.New(time);
        if (command.IdempotencyKey is { } key)
        {
            if (await starts.ClaimKeyAsync(command.Client, key, command.BodyDigest, id, now, cancellationToken) is not { } claimed)
            {
                return new StartResult.KeyReused();
            }

            id = claimed;
        }

        using var span = VerificationTelemetry.StartSpan("Start", id);
        await starts.MarkStartingAsync(id, cancellationToken);
        var created = await NewRecordAsync(id, command, now, cancellationToken);
        if (!await verifications.TryCreateAsync(created, cancellationToken))
        {
            var (record, leased) = await TakeLeaseAsync(id, cancellationToken);
            if (record.Scheduled)
            {
                await starts.UnmarkStartingAsync(id, cancellationToken);
                return new StartResult.Started(record, Created: false);
            }

            if (!leased)
            {
                return new StartResult.InFlight(record.LeaseUntil!.Value - now);
            }
        }

        // Where the request lies the workflow may run, or have run, since before a crash: what it used up must not be staged again.
        if (await requests.FindAsync(id, cancellationToken) is null && !await PrepareAsync(id, command, cancellationToken))
        {
            return new StartResult.BudgetSpent(now.UtcDateTime.Date.AddDays(1) - now.UtcDateTime);
        }

        var started = await ScheduleAsync(id, cancellationToken);
        VerificationTelemetry.Started(command.Providers[0]);
        return new StartResult.Started(started, Created: true);
    }

    /// <summary>Lists and schedules a start that was prepared. Called again by the sweep for starts that a crash cut off.</summary>
    public async Task<VerificationRecord> ScheduleAsync(VerificationId id, CancellationToken cancellationToken)
    {
        await index.AddAsync(await verifications.GetAsync(id, cancellationToken), cancellationToken);
        await timeline.AppendAsync(id, Actor.Client, "verification.created", "1", cancellationToken);
        await workflows.StartAsync(VerificationWorkflow.WorkflowName, id.ToString(), cancellationToken);
        var record = await verifications.UpdateAsync(
            id, current => current with { Scheduled = true, LeaseUntil = null }, cancellationToken);
        await starts.UnmarkStartingAsync(id, cancellationToken);
        return record;
    }

    /// <summary>Images first, the request last: where a request lies, the start is complete and may be scheduled by anybody.</summary>
    /// <returns>False when the client's budget is spent; then nothing is kept.</returns>
    private async Task<bool> PrepareAsync(VerificationId id, StartCommand command, CancellationToken cancellationToken)
    {
        try
        {
            await stager.StageAsync(id, command.Images.ToAsyncEnumerable(), (_, _) => true, cancellationToken);
        }
        catch (ImageRefusedException)
        {
            await ForgetAsync(id, command, CancellationToken.None);
            throw;
        }

        if (command.AutoSubmit)
        {
            await images.SubmitAsync(id, NeededImages(command), cancellationToken);
        }

        if (command.PaidStartsPerDay is { } limit
            && !await budgets.TryTakeAsync(command.Client, limit, time.GetUtcNow(), cancellationToken))
        {
            await ForgetAsync(id, command, CancellationToken.None);
            return false;
        }

        await requests.PutAsync(id, command.Request, cancellationToken);
        return true;
    }

    private async Task ForgetAsync(VerificationId id, StartCommand command, CancellationToken cancellationToken)
    {
        await images.DiscardAsync(id, cancellationToken);
        if (command.IdempotencyKey is { } key)
        {
            await starts.ReleaseKeyAsync(command.Client, key, id, cancellationToken);
        }

        // Nobody is given the id any more; who still works on it, because its lease ran out, can seal nothing more.
        await verifications.DeleteAsync(id, cancellationToken);
        await store.DeleteKeyAsync(id, cancellationToken);
        await starts.UnmarkStartingAsync(id, cancellationToken);
    }

    /// <summary>Takes the right to work on a start that is not scheduled and that nobody works on. One caller gets it.</summary>
    internal async Task<(VerificationRecord Record, bool Leased)> TakeLeaseAsync(VerificationId id, CancellationToken cancellationToken)
    {
        var leased = false;
        var record = await verifications.UpdateAsync(
            id,
            current =>
            {
                var now = time.GetUtcNow();
                leased = !current.Scheduled && current.LeaseUntil <= now;
                return leased ? current with { LeaseUntil = now + Lease } : null;
            },
            cancellationToken);
        return (record, leased);
    }

    private async Task<VerificationRecord> NewRecordAsync(
        VerificationId id, StartCommand command, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var reference = command.Request.Reference;
        return new VerificationRecord
        {
            Id = id,
            Client = command.Client,
            Providers = command.Providers,
            Capture = command.Capture,
            NeededImages = NeededImages(command),
            AutoSubmit = command.AutoSubmit,
            Retention = command.Retention,
            CreatedAt = id.CreatedAt,
            UpdatedAt = now,
            ExpiresAt = now + command.ExpiresAfter,
            LeaseUntil = now + Lease,
            Simulated = catalog.Get(command.Providers[0]).Descriptor.Simulated,
            ReferenceDigest = reference is null ? null : await digests.OfAsync(command.Client, reference, cancellationToken),
        };
    }

    private IReadOnlyList<ImageKind> NeededImages(StartCommand command) => command.Capture != CapturePath.Upload
        ? []
        : [.. command.Providers.SelectMany(name => catalog.Get(name).NeededImages(command.Request)).Distinct().Order()];
}
