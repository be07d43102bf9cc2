using Microsoft.Extensions.Logging;
using Verification.Core.Sessions;
using Verification.Core.Storage;
using Verification.Core.Timeline;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Activities;

/// <summary>Destroys the key, and with it everything that was sealed; then deletes what is unreadable now.</summary>
public sealed class DestroyKey(
    ISealedStore store, RequestStore requests, SessionStore sessions, TimelineStore timeline, ILogger<DestroyKey> logger)
    : Activity<VerificationInput, Nothing>(Ref, logger)
{
    public static readonly ActivityRef<VerificationInput, ActivityResult<Nothing>> Ref = new(nameof(DestroyKey));

    protected override async Task<ActivityResult<Nothing>> ExecuteAsync(VerificationInput input, CancellationToken cancellationToken)
    {
        await store.DestroyKeyAsync(input.Id, cancellationToken);
        await timeline.AppendAsync(input.Id, Actor.System, "key.destroyed", "1", cancellationToken);
        await requests.DeleteAsync(input.Id, cancellationToken);
        await sessions.DeleteStatesAsync(input.Id, cancellationToken);
        return Nothing.Value;
    }
}
