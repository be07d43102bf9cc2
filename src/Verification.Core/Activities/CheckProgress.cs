using Microsoft.Extensions.Logging;
using Verification.Core.Providers;
using Verification.Core.Sessions;
using Verification.Core.Verifications;
using Verification.Core.Webhooks;
using Verification.Core.Workflows;

namespace Verification.Core.Activities;

/// <summary>
/// Reads where the provider stands, stores what that taught about the session, and only then takes the hints that led here out of the
/// inbox.
/// </summary>
public sealed class CheckProgress(
    VerificationStore verifications,
    SessionStore sessions,
    InboxStore inbox,
    ProviderCatalog catalog,
    TimeProvider time,
    ILogger<CheckProgress> logger)
    : Activity<CheckProgressInput, CheckedProgress>(Ref, logger)
{
    public static readonly ActivityRef<CheckProgressInput, ActivityResult<CheckedProgress>> Ref = new(nameof(CheckProgress));

    protected override async Task<ActivityResult<CheckedProgress>> ExecuteAsync(CheckProgressInput input, CancellationToken cancellationToken)
    {
        var record = await verifications.GetAsync(input.Id, cancellationToken);
        var provider = catalog.Get(record.ProviderOf(input.Attempt));
        var session = await sessions.GetAsync(input.Id, input.Attempt, cancellationToken);
        var progress = await provider.GetProgressAsync(session, cancellationToken);
        if (progress.Session is { } learned)
        {
            var link = new SessionLink(input.Id, input.Attempt, provider.Descriptor.Name, time.GetUtcNow());
            await sessions.ReplaceAsync(link, provider.Descriptor.Family, session, learned, cancellationToken);
        }

        foreach (var hint in input.Hints)
        {
            await inbox.RemoveAsync(provider.Descriptor.Family, hint, cancellationToken);
        }

        return new CheckedProgress(progress.State, progress.Decision, progress.Reason);
    }
}
