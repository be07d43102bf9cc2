using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Verification.Core.Providers;
using Verification.Core.Results;
using Verification.Core.Sessions;
using Verification.Core.Timeline;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Activities;

/// <summary>
/// Fetches all that the provider found, keeps of it what was asked for, and stores that sealed: the result first, so that a decision
/// which was paid for never depends on the provider's archive.
/// </summary>
public sealed class StoreResult(
    VerificationStore verifications,
    SessionStore sessions,
    ResultStore results,
    TimelineStore timeline,
    ProviderCatalog catalog,
    IOptions<VerificationOptions> options,
    TimeProvider time,
    ILogger<StoreResult> logger)
    : Activity<StoreResultInput, StoredResult>(Ref, logger)
{
    public static readonly ActivityRef<StoreResultInput, ActivityResult<StoredResult>> Ref = new(nameof(StoreResult));

    /// <summary>From the first time that the result was stored.</summary>
    private static readonly TimeSpan ArchivePatience = TimeSpan.FromHours(1);

    protected override async Task<ActivityResult<StoredResult>> ExecuteAsync(StoreResultInput input, CancellationToken cancellationToken)
    {
        var record = await verifications.GetAsync(input.Id, cancellationToken);
        var name = record.ProviderOf(input.Attempt);
        var session = await sessions.GetAsync(input.Id, input.Attempt, cancellationToken);
        var provider = catalog.Get(name);
        var found = await provider.GetResultAsync(session, cancellationToken);
        var decidedAt = (await results.FindAsync(input.Id, input.Revision, cancellationToken))?.DecidedAt ?? time.GetUtcNow();
        await results.PutAsync(Minimiser.Minimise(record, name, input.Revision, decidedAt, found), cancellationToken);
        if (record.Retention.Keep == KeepLevel.Full)
        {
            await StoreArchiveAsync(input, decidedAt + ArchivePatience, provider, session, cancellationToken);
        }

        await timeline.AppendAsync(input.Id, Actor.Provider, "result.stored", $"{input.Revision}", cancellationToken);
        return new StoredResult(found.Decision, found.Reasons);
    }

    private async Task StoreArchiveAsync(
        StoreResultInput input, DateTimeOffset patience, IVerificationProvider provider, ProviderSession session, CancellationToken cancellationToken)
    {
        try
        {
            await using var archive = await provider.OpenArchiveAsync(session, cancellationToken);
            if (archive is not null)
            {
                await using var bounded = new BoundedArchive(archive, options.Value.ArchiveMaxBytes);
                await results.PutArchiveAsync(input.Id, input.Revision, bounded, cancellationToken);
            }
        }
        catch (ProviderException exception) when (
            exception.Code == ProviderException.AnswerTooLarge
            || Failures.Of(exception).Kind == FailureKind.Permanent
            || time.GetUtcNow() >= patience)
        {
            await timeline.AppendAsync(input.Id, Actor.Provider, "archive.missing", $"{input.Revision}", cancellationToken);
        }
    }
}
