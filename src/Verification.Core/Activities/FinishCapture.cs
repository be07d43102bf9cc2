using Microsoft.Extensions.Logging;
using Verification.Core.Providers;
using Verification.Core.Sessions;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Activities;

/// <summary>Tells the provider that nothing more comes, where it waits for that.</summary>
public sealed class FinishCapture(
    VerificationStore verifications, SessionStore sessions, ProviderCatalog catalog, ILogger<FinishCapture> logger)
    : Activity<AttemptInput, Nothing>(Ref, logger)
{
    public static readonly ActivityRef<AttemptInput, ActivityResult<Nothing>> Ref = new(nameof(FinishCapture));

    protected override async Task<ActivityResult<Nothing>> ExecuteAsync(AttemptInput input, CancellationToken cancellationToken)
    {
        var record = await verifications.GetAsync(input.Id, cancellationToken);
        var session = await sessions.GetAsync(input.Id, input.Attempt, cancellationToken);
        await catalog.Get(record.ProviderOf(input.Attempt)).FinishAsync(session, cancellationToken);
        return Nothing.Value;
    }
}
